package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sorrel.account.http.AccountProblems;
import sorrel.dataset.http.DatasetProblems;
import sorrel.feedback.http.FeedbackProblems;
import sorrel.inference.http.ClassificationProblems;
import sorrel.model.http.ModelProblems;
import sorrel.picture.http.PictureProblems;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.ProblemType;
import sorrel.remote.http.RemoteProblems;

/** Holds the kinds of problem of all contexts and their pages together. */
class ProblemsTest {
  private static final Path PAGES = Path.of("src/main/resources/problems");

  /** Every kind that the server can answer with. */
  static List<ProblemType> types() {
    return Stream.of(
            HttpProblems.ALL,
            AccountProblems.ALL,
            ModelProblems.ALL,
            PictureProblems.ALL,
            DatasetProblems.ALL,
            ClassificationProblems.ALL,
            FeedbackProblems.ALL,
            RemoteProblems.ALL)
        .flatMap(List::stream)
        // What two contexts both answer with is one kind.
        .distinct()
        .toList();
  }

  @Test
  void every_kind_of_problem_has_a_name_and_a_page_of_its_own() {
    assertThat(types().stream().map(ProblemType::slug)).doesNotHaveDuplicates();
    assertThat(new ProblemPages(types()).endpoints()).isNotEmpty();
  }

  @Test
  void every_page_explains_a_kind_of_problem() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(types().stream().map(ProblemType::slug).toList());
    }
  }
}
