package sorrel.platform.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.platform.http.TestServer;

class DashboardTest {
  private static final Map<String, String> FILES =
      Map.of(
          "index.html", "<html><script>start()</script></html>",
          "index.html.br", "(page, smaller)",
          "index.html.gz", "(page, small)",
          "favicon.svg", "<svg/>",
          "_app/version.json", "{}",
          "_app/immutable/entry.0a1b.js", "start=()=>{}",
          "_app/immutable/entry.0a1b.js.br", "(script)",
          "_app/immutable/notes.gz", "an archive",
          "_app/immutable/face", "unknown");

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() throws IOException {
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Path path = folder.resolve("pages").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    Files.writeString(folder.resolve("secret.txt"), "not a page");
    server = TestServer.of(Dashboard.of(WebFiles.of(folder.resolve("pages"))).endpoints());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void every_address_of_the_pages_shows_the_same_document() {
    for (String address :
        List.of("/", "/sign-in", "/models", "/models/new", "/m/7/results?task=1&task=2")) {
      HttpResponse<String> page = server.get(address);
      assertThat(page.statusCode()).as(address).isEqualTo(200);
      assertThat(page.body()).isEqualTo(FILES.get("index.html"));
      assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=UTF-8");
    }
  }

  /** The folders of the pages' sources are their addresses; {@code [model]} stands for any id. */
  @Test
  void every_page_there_is_has_an_address_here() throws IOException {
    Path routes = Path.of("frontend/src/routes");
    List<String> addresses;
    try (Stream<Path> files = Files.walk(routes)) {
      addresses =
          files
              .filter(file -> file.endsWith("+page.svelte"))
              .map(file -> "/" + routes.relativize(file.getParent()))
              .map(address -> address.replaceAll("\\[[^/]*]", "1").replaceAll("/\\([^/]*\\)", ""))
              .toList();
    }

    assertThat(addresses)
        .contains("/", "/m/1/try")
        .allSatisfy(address -> assertThat(server.get(address).statusCode()).isEqualTo(200));
  }

  @Test
  void an_address_that_is_no_page_is_a_problem() {
    for (String address : List.of("/modles", "/m/", "/models/", "/index.html", "/favicon.svg.br")) {
      HttpResponse<String> nothing = server.get(address);
      assertThat(nothing.statusCode()).as(address).isEqualTo(404);
      assertThat(header(nothing, "Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void files_are_sent_with_their_types() {
    assertThat(header(server.get("/favicon.svg"), "Content-Type")).isEqualTo("image/svg+xml");
    HttpResponse<String> script = server.get("/_app/immutable/entry.0a1b.js");
    assertThat(script.body()).isEqualTo("start=()=>{}");
    assertThat(header(script, "Content-Type")).isEqualTo("text/javascript; charset=UTF-8");
    HttpResponse<String> unknown = server.get("/_app/immutable/face");
    assertThat(header(unknown, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(unknown, "X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void no_path_leads_out_of_the_folder() {
    for (String path :
        List.of(
            "/_app/../../secret.txt",
            "/_app/%2e%2e/%2e%2e/secret.txt",
            "/_app/..%2f..%2fsecret.txt",
            "/_app/immutable//entry.0a1b.js",
            "/_app/immutable/%00")) {
      assertThat(server.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 404")
          .doesNotContain("not a page");
    }
  }

  @Test
  void what_was_compressed_is_sent_to_those_who_take_it() {
    HttpResponse<String> page = get("/", "Accept-Encoding", "gzip, br");
    assertThat(page.body()).isEqualTo("(page, smaller)");
    assertThat(header(page, "Content-Encoding")).isEqualTo("br");
    assertThat(header(page, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(header(page, "Content-Type")).isEqualTo("text/html; charset=UTF-8");
    assertThat(get("/", "Accept-Encoding", "gzip").body()).isEqualTo("(page, small)");
    assertThat(
            get("/favicon.svg", "Accept-Encoding", "br").headers().firstValue("Content-Encoding"))
        .isEmpty();
    assertThat(server.get("/_app/immutable/notes.gz").body()).isEqualTo("an archive");
  }

  @Test
  void what_a_browser_has_already_is_not_sent_again() {
    HttpResponse<String> page = server.get("/");
    String tag = header(page, "ETag");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    for (String known : List.of(tag, "\"other\", W/" + tag, "*")) {
      HttpResponse<String> again = get("/m/7", "If-None-Match", known);
      assertThat(again.statusCode()).as(known).isEqualTo(304);
      assertThat(again.body()).isEmpty();
      assertThat(header(again, "ETag")).isEqualTo(tag);
    }
    assertThat(get("/", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(header(get("/", "Accept-Encoding", "br"), "ETag")).isNotEqualTo(tag);
  }

  @Test
  void a_file_with_a_hash_in_its_name_is_kept_for_a_year() {
    assertThat(header(server.get("/_app/immutable/entry.0a1b.js"), "Cache-Control"))
        .isEqualTo("public, max-age=31536000, immutable");
    assertThat(header(server.get("/_app/version.json"), "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void a_page_may_run_its_own_scripts_and_ask_for_the_camera() {
    HttpResponse<String> page = server.get("/models");
    assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(header(page, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self' 'sha256-");
    assertThat(header(page, "Permissions-Policy")).contains("camera=(self)");
  }

  @Test
  void pages_are_found_in_an_archive_too() throws IOException {
    Path jar = folder.resolve("a program.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("dashboard/index.html", "dashboard/_app/a.js", "other/b.js")) {
        out.putNextEntry(new JarEntry(name));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    WebFiles files =
        WebFiles.beside(URI.create("jar:" + jar.toUri() + "!/dashboard/index.html").toURL());

    assertThat(files.atTheTop()).containsExactly("index.html");
    assertThat(files.folders()).containsExactly("_app");
    assertThat(files.find("_app/a.js").orElseThrow().plain())
        .asString()
        .isEqualTo("dashboard/_app/a.js");
  }

  @Test
  void a_program_without_pages_shows_the_description_of_its_api() {
    try (TestServer without = TestServer.of(Dashboard.none().endpoints())) {
      HttpResponse<String> root = without.get("/");
      assertThat(root.statusCode()).isEqualTo(303);
      assertThat(header(root, "Location")).isEqualTo("/api/docs");
      assertThat(without.get("/models").statusCode()).isEqualTo(404);
    }
  }

  private static HttpResponse<String> get(String path, String header, String value) {
    return server.send(server.request(path).header(header, value));
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("-");
  }
}
