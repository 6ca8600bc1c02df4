package sorrel.remote.domain;

import java.util.List;
import java.util.Optional;
import sorrel.kernel.AccountId;
import sorrel.kernel.TokenId;
import sorrel.training.actor.Jobs;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.RunnerKind;

/** What runners say in tests. */
public final class Hellos {
  public static final TokenId TOKEN = TokenId.of("01939d5e-0b5a-7c3e-8a3f-000000000009");
  public static final RunnerIdentity OWN =
      new RunnerIdentity(TOKEN, "desk", Optional.of(Jobs.OWNER));
  public static final RunnerIdentity OF_ANOTHER =
      new RunnerIdentity(TOKEN, "desk", Optional.of(AccountId.next()));

  private Hellos() {}

  /** The first word of a process. */
  public static Hello first(String session) {
    return new Hello(session, true, false, 1, RunnerKind.CPU, List.of(), List.of(), List.of());
  }

  /** A later one. */
  public static Hello holding(String session, JobKey... holds) {
    return stopping(session, List.of(), holds);
  }

  static Hello stopping(String session, List<JobKey> stopping, JobKey... holds) {
    return new Hello(session, false, false, 1, RunnerKind.CPU, List.of(), List.of(holds), stopping);
  }

  /** The last one. */
  public static Hello last(String session) {
    return new Hello(session, false, true, 1, RunnerKind.CPU, List.of(), List.of(), List.of());
  }
}
