package sorrel.remote.http;

import java.util.List;
import sorrel.platform.http.ProblemType;
import sorrel.remote.domain.Protocol;

/** What can be wrong with a remote runner's requests. */
public final class RemoteProblems {
  static final ProblemType OTHER_VERSION =
      new ProblemType("runner-of-another-version", 409, "The runner is of another version");
  static final ProblemType REPLACED =
      new ProblemType("runner-replaced", 409, "Another runner uses this token");
  static final ProblemType NOT_HELD =
      new ProblemType("job-not-held", 403, "The runner has no job that needs this");
  static final ProblemType NOT_OF_THE_JOB =
      new ProblemType("report-not-of-the-job", 422, "The report does not belong to its job");
  static final ProblemType TOO_MANY_RUNNER_TOKENS =
      new ProblemType("too-many-runner-tokens", 422, "The account has as many runners as it may");

  /** Every kind here, for the pages and their test. */
  public static final List<ProblemType> ALL =
      List.of(OTHER_VERSION, REPLACED, NOT_HELD, NOT_OF_THE_JOB, TOO_MANY_RUNNER_TOKENS);

  private RemoteProblems() {}

  static String versions(String theirs) {
    return "This server speaks version %d with its runners, and this one says %s. Use the same release of Sorrel for both."
        .formatted(Protocol.VERSION, theirs);
  }
}
