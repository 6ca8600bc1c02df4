package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the code against {@link ArchitectureRules}, and the rules against code that breaks them.
 */
final class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("sorrel");
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("sorrel");

  private static final ArchitectureRules BROKEN_RULES = new ArchitectureRules("sorrel.broken");
  private static final JavaClasses BROKEN_CODE =
      new ClassFileImporter().importPackages("sorrel.broken");

  /** Which class of the fixtures breaks which rule. */
  private static final Map<String, String> BREAKERS =
      Map.ofEntries(
          Map.entry("every class has a place", "Stray"),
          Map.entry("the kernel is pure", "ActorWord"),
          Map.entry("domains are pure", "StoredRule"),
          Map.entry("engines know their domain and the libraries of networks", "CuriousEngine"),
          Map.entry("actors know domains and messages", "WritingEntity"),
          Map.entry("stores know rows and blobs", "TalkingTable"),
          Map.entry("workers know stores and files", "TalkingWorker"),
          Map.entry("routes know their context and HTTP", "PredictingRoutes"),
          Map.entry("contexts use those that they may", "UserOfModels"),
          Map.entry("the command line is a client like any other", "InsiderCommand"),
          Map.entry("stores and workers belong to their context", "UserOfRows"),
          Map.entry("the platform knows no context", "KnowingServer"),
          Map.entry("nobody depends on the wiring", "UserOfWiring"),
          Map.entry("contexts have no cycles", "UserOfModels"),
          Map.entry("only engines see the libraries of networks", "PredictingRoutes"),
          Map.entry("only the platform sees migrations and the pool", "TalkingTable"),
          Map.entry("only blobs see the library of buckets", "TalkingTable"));

  @ParameterizedTest
  @MethodSource("rules")
  void the_code_keeps_the_rule(String rule) {
    RULES.all().get(rule).check(CODE);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_rule_can_be_broken(String rule) {
    var result = BROKEN_RULES.all().get(rule).evaluate(BROKEN_CODE);
    assertThat(result.hasViolation()).isTrue();
    assertThat(result.getFailureReport().toString()).contains(BREAKERS.get(rule));
  }

  @Test
  void every_fixture_breaks_a_rule() {
    assertThat(BREAKERS.keySet()).containsExactlyInAnyOrderElementsOf(RULES.all().keySet());
  }

  static Stream<String> rules() {
    return RULES.all().keySet().stream();
  }
}
