package sorrel.platform.http;

import java.util.List;

/** The problems that HTTP itself has; a context has its own. */
public final class HttpProblems {
  public static final ProblemType MALFORMED_REQUEST =
      new ProblemType("malformed-request", 400, "The request is not valid");
  public static final ProblemType UNAUTHENTICATED =
      new ProblemType("unauthenticated", 401, "Sign in or send a token");
  public static final ProblemType FORBIDDEN =
      new ProblemType("forbidden", 403, "This account may not do that");
  public static final ProblemType CROSS_ORIGIN =
      new ProblemType("cross-origin", 403, "The request came from another site");
  public static final ProblemType NOT_FOUND =
      new ProblemType("not-found", 404, "There is nothing here");
  public static final ProblemType METHOD_NOT_ALLOWED =
      new ProblemType("method-not-allowed", 405, "This address does not take that method");
  public static final ProblemType BODY_TOO_SLOW =
      new ProblemType("body-too-slow", 408, "The body did not arrive in time");
  public static final ProblemType CONFLICT =
      new ProblemType("conflict", 409, "The same request is being worked on");
  public static final ProblemType BODY_TOO_LARGE =
      new ProblemType("body-too-large", 413, "The body is too large");
  public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
      new ProblemType("unsupported-media-type", 415, "The body is of a type not taken here");
  public static final ProblemType KEY_REUSED =
      new ProblemType("idempotency-key-reused", 422, "The idempotency key was used before");
  public static final ProblemType INTERNAL_ERROR =
      new ProblemType("internal-error", 500, "Something went wrong on the server");
  public static final ProblemType BUSY =
      new ProblemType("busy", 503, "The server has too much to do");
  public static final ProblemType OUTCOME_UNKNOWN =
      new ProblemType("outcome-unknown", 504, "The answer took too long");

  /** Every kind here, for the pages and their test. */
  public static final List<ProblemType> ALL =
      List.of(
          MALFORMED_REQUEST,
          UNAUTHENTICATED,
          FORBIDDEN,
          CROSS_ORIGIN,
          NOT_FOUND,
          METHOD_NOT_ALLOWED,
          BODY_TOO_SLOW,
          CONFLICT,
          BODY_TOO_LARGE,
          UNSUPPORTED_MEDIA_TYPE,
          KEY_REUSED,
          INTERNAL_ERROR,
          BUSY,
          OUTCOME_UNKNOWN);

  private HttpProblems() {}
}
