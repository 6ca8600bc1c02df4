package sorrel.remote.domain;

import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.TokenId;
import sorrel.training.domain.TrainingJob;

/**
 * Who a runner is by its token.
 *
 * @param name that its owner gave it
 * @param onlyFor whose work alone it does; empty for everyone's
 */
public record RunnerIdentity(TokenId token, String name, Optional<AccountId> onlyFor) {
  /** How the scheduler calls it: unlike any other. */
  public String runnerName() {
    return name + " " + token;
  }

  public boolean serves(TrainingJob job) {
    return onlyFor.map(job.owner()::equals).orElse(true);
  }
}
