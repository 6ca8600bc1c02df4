package sorrel.account;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.account.http.AccountProblems;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.ProblemPages;
import sorrel.platform.http.ProblemType;

class AccountProblemsTest {
  @Test
  void every_kind_of_problem_has_a_page_and_a_slug_of_its_own() {
    List<ProblemType> types = new ArrayList<>(HttpProblems.ALL);
    types.addAll(AccountProblems.ALL);
    assertThatCode(() -> new ProblemPages(types)).doesNotThrowAnyException();
  }
}
