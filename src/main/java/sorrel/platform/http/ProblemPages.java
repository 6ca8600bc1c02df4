package sorrel.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import sorrel.kernel.Sha256;

/** The pages that explain each kind of problem, at the path in the problem's {@code type}. */
public final class ProblemPages implements Endpoint.Resource {
  private static final String STYLE =
      "body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;"
          + "color-scheme:light dark}code{font-size:.95em}";
  private static final String POLICY =
      "default-src 'none'; frame-ancestors 'none'; style-src 'sha256-%s'".formatted(hash(STYLE));

  private final Map<String, String> pages = new LinkedHashMap<>();

  /**
   * Renders every page.
   *
   * @throws IllegalArgumentException if a kind has no page, or two kinds have one slug
   */
  public ProblemPages(List<ProblemType> types) {
    Parser parser = Parser.builder().build();
    HtmlRenderer renderer = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();
    for (ProblemType type : types) {
      String markdown =
          markdown(type)
              .orElseThrow(
                  () -> new IllegalArgumentException("no page problems/" + type.slug() + ".md"));
      String page = page(type, renderer.render(parser.parse(markdown)));
      if (pages.put(type.slug(), page) != null) {
        throw new IllegalArgumentException("two kinds of problem are called " + type.slug());
      }
    }
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get(Access.EVERYONE, "/problems/{problem}").blocking(this::show));
  }

  private Reply show(Call call) {
    String page = pages.get(call.path("problem"));
    return page == null
        ? Reply.problem(HttpProblems.NOT_FOUND.because("There is no such kind of problem."))
        : Reply.html(page, POLICY);
  }

  private static String page(ProblemType type, String content) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>%s</title>
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <style>%s</style></head>
        <body><h1>%s</h1><p>HTTP status %d</p>
        %s</body></html>
        """
        .formatted(type.title(), STYLE, type.title(), type.status(), content);
  }

  private static Optional<String> markdown(ProblemType type) {
    try (InputStream in =
        ProblemPages.class.getResourceAsStream("/problems/" + type.slug() + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String hash(String text) {
    MessageDigest digest = Sha256.digest();
    return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
