package sorrel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.FakeSorrel;

class ExpandCommandTest {
  @TempDir private Path folder;
  private FakeSorrel fake;
  private TypedCommands typed;

  @BeforeEach
  void start() throws IOException {
    fake = FakeSorrel.start();
    typed = new TypedCommands(fake, folder);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void it_imports_expands_and_says_when_the_new_version_answers_and_how_good_it_is()
      throws IOException {
    fake.addServingModel("pets");
    assertThat(expand("pets")).isZero();
    assertThat(fake.uploads()).hasSize(1);
    assertThat(fake.expansion().toString()).isEqualTo("{\"refine\":true}");
    assertThat(typed.err()).contains("Imported 8 pictures", "Expanding: succeeded");
    assertThat(typed.out())
        .contains("'pets' knows 1 class. Version 2 answers")
        .contains("It names the right class for 95.1 %")
        .contains("Its network is being trained further");
  }

  @Test
  void what_may_be_lost_and_the_refinement_are_for_the_caller_to_say() throws IOException {
    fake.addServingModel("pets");
    assertThat(expand("pets", "--may-lose", "0.1", "--no-refine")).isZero();
    assertThat(fake.expansion().toString()).isEqualTo("{\"mayLose\":0.1,\"refine\":false}");
    assertThat(typed.out()).doesNotContain("trained further");
  }

  @Test
  void a_model_without_a_version_is_told_so_before_anything_is_sent() throws IOException {
    fake.addModel("pets");
    assertThat(expand("pets")).isEqualTo(1);
    assertThat(typed.err())
        .contains("'pets' has no version in use that could be expanded. Train it first.");
    assertThat(fake.uploads()).isEmpty();
  }

  @Test
  void why_nothing_came_of_it_and_what_to_do_is_said() throws IOException {
    fake.addServingModel("pets");
    fake.failExpansions();
    assertThat(expand("pets")).isEqualTo(1);
    assertThat(typed.err()).contains("Expanding failed. The old classes would have lost too much.");
  }

  private int expand(String model, String... options) throws IOException {
    Path zip = TypedCommands.zip(folder.resolve("owls.zip"), "owl");
    List<String> arguments =
        new ArrayList<>(List.of("expand", model, zip.toString(), "--token", "t"));
    arguments.addAll(List.of(options));
    return typed.run(arguments.toArray(String[]::new));
  }
}
