package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ProblemPagesTest {
  private static final TestServer SERVER =
      TestServer.of(new ProblemPages(HttpProblems.ALL).endpoints());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void every_kind_of_problem_has_a_page_at_its_type() {
    for (ProblemType type : HttpProblems.ALL) {
      HttpResponse<String> page = SERVER.get(type.path());
      assertThat(page.statusCode()).as(type.slug()).isEqualTo(200);
      assertThat(page.body()).contains("<h1>" + type.title() + "</h1>");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'");
    }
    assertThat(SERVER.get("/problems/other").statusCode()).isEqualTo(404);
  }

  @Test
  void a_kind_without_a_page_is_noticed() {
    List<ProblemType> types = List.of(new ProblemType("no-such-page", 400, "x"));
    assertThatThrownBy(() -> new ProblemPages(types)).hasMessageContaining("no-such-page.md");
  }
}
