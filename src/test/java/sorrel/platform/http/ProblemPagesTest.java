package sorrel.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ProblemPagesTest {
  @AutoClose
  private final TestServer server = TestServer.of(new ProblemPages(HttpProblems.ALL).endpoints());

  @Test
  void every_kind_of_problem_has_a_page_at_its_type() {
    for (ProblemType type : HttpProblems.ALL) {
      HttpResponse<String> page = server.get(type.path());
      assertThat(page.statusCode()).as(type.slug()).isEqualTo(200);
      assertThat(page.body()).contains("<h1>" + type.title() + "</h1>");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'");
    }
    assertThat(server.get("/problems/other").statusCode()).isEqualTo(404);
  }

  @Test
  void a_kind_without_a_page_is_noticed() {
    List<ProblemType> types = List.of(new ProblemType("no-such-page", 400, "x"));
    assertThatThrownBy(() -> new ProblemPages(types)).hasMessageContaining("no-such-page.md");
  }
}
