package sorrel.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class NewestTest {
  @Test
  void the_oldest_entry_goes_when_there_are_too_many() {
    Map<String, Integer> newest = new Newest<>(2);
    newest.put("one", 1);
    newest.put("two", 2);
    newest.put("three", 3);
    assertThat(newest).containsOnlyKeys("two", "three");
  }
}
