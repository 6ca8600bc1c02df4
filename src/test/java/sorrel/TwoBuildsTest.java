package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What nodes of the last release send, nodes of this build understand, and the other way round: the
 * rules are in {@code upgrades.md}.
 *
 * <p>When a release is made, its forms are written down with {@code -Dsorrel.test.forms=write}.
 */
final class TwoBuildsTest {
  private static final Path LAST_RELEASE = Path.of("src/test/resources/messages/last-release.txt");

  @Test
  void messages_of_the_last_release_and_of_this_build_are_understood_both_ways()
      throws IOException {
    MessageForms now = MessageForms.now();
    if ("write".equals(System.getProperty("sorrel.test.forms"))) {
      Files.write(LAST_RELEASE, now.lines());
    }
    MessageForms before = MessageForms.of(Files.readAllLines(LAST_RELEASE));

    assertThat(before.classes()).hasSizeGreaterThan(100);
    assertThat(before.brokenBy(now))
        .as(
            "see upgrades.md for how to change a message; before the first release, write the forms"
                + " down anew with -Dsorrel.test.forms=write")
        .isEmpty();
  }

  @Test
  void what_would_break_is_found() {
    MessageForms before =
        MessageForms.of(
            List.of(
                "a.Gone x:int",
                "a.Kept x:int y:java.util.Optional<int> z:int",
                "a.Kind ONE:constant"));
    MessageForms later =
        MessageForms.of(
            List.of(
                "a.Kept x:long n:int o:java.util.Optional<int>",
                "a.Kind ONE:constant TWO:constant",
                "a.New x:int"));

    assertThat(before.brokenBy(later))
        .containsExactlyInAnyOrder(
            "a.Gone is gone",
            "a.Kept.x was int and is long",
            "a.Kept.z was int and is gone",
            "a.Kept.n is new, and not Optional",
            "a.Kind.TWO is new, and not Optional");
  }
}
