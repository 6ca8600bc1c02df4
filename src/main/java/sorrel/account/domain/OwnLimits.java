package sorrel.account.domain;

import java.util.Optional;

/**
 * What an administrator set for one account; where nothing is set, what holds for all does.
 *
 * @param bytes of the pictures in its models' datasets
 */
public record OwnLimits(Optional<Long> models, Optional<Long> bytes) {
  public static final OwnLimits NONE = new OwnLimits(Optional.empty(), Optional.empty());

  /** What the account may have, where all others may have {@code usual}. */
  public Quota over(Quota usual) {
    return new Quota(models.orElse(usual.models()), bytes.orElse(usual.bytes()));
  }
}
