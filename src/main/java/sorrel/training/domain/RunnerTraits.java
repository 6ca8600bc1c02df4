package sorrel.training.domain;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;

/**
 * What a runner is good for.
 *
 * @param near decoded pictures that it has, those used last first; {@value #NEAR_MAX} at most
 * @param onlyFor whose work alone it does; empty for everyone's, and from a node of an older
 *     version
 */
public record RunnerTraits(
    RunnerKind kind, List<DecodedPictures> near, Optional<AccountId> onlyFor) {
  /** What a heartbeat tells of them then fits into some kilobytes. */
  public static final int NEAR_MAX = 64;

  public RunnerTraits {
    if (near.size() > NEAR_MAX) {
      throw new IllegalArgumentException(near.size() + " decoded datasets, at most " + NEAR_MAX);
    }
    near = List.copyOf(near);
  }

  /** Of a runner that works for everyone. */
  public static RunnerTraits ofAll(RunnerKind kind, List<DecodedPictures> near) {
    return new RunnerTraits(kind, near, Optional.empty());
  }

  /** A runner of which nothing is known. */
  public static RunnerTraits unknown() {
    return ofAll(RunnerKind.CPU, List.of());
  }

  /** Whether it works for an account. */
  public boolean serves(AccountId account) {
    return onlyFor.map(account::equals).orElse(true);
  }
}
