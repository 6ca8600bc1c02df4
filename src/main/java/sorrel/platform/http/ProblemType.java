package sorrel.platform.http;

/**
 * A kind of problem, with a page of its own at {@code /problems/<slug>}.
 *
 * @param slug kebab-case; also the name of {@code resources/problems/<slug>.md}
 * @param status the HTTP status it is sent with
 * @param title a short sentence that is the same for every problem of the kind
 */
public record ProblemType(String slug, int status, String title) {
  public ProblemType {
    if (!slug.matches("[a-z0-9]+(-[a-z0-9]+)*") || status < 400 || status > 599) {
      throw new IllegalArgumentException(slug + " " + status);
    }
  }

  /** The path in a problem's {@code type}. */
  public String path() {
    return "/problems/" + slug;
  }

  /** A problem of this kind; the detail tells a person what is wrong here and what to do. */
  public Problem because(String detail) {
    return Problem.of(this, detail);
  }
}
