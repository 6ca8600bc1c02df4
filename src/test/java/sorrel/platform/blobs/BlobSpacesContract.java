package sorrel.platform.blobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sorrel.kernel.Sha256;

/** What all places for blob stores do. */
abstract class BlobSpacesContract {
  private static final byte[] HELLO = "hello, spaces".getBytes(UTF_8);
  private static final Sha256 ADDRESS = Sha256.of(HELLO);

  protected BlobSpaces spaces;

  /** A place without stores. */
  protected abstract BlobSpaces emptySpaces() throws IOException;

  @BeforeEach
  void open_the_place() throws IOException {
    spaces = emptySpaces();
  }

  @AfterEach
  void close_the_place() {
    spaces.close();
  }

  @Test
  void stores_know_nothing_of_each_other() throws IOException {
    put("one");

    assertThat(spaces.of("one").exists(ADDRESS)).isTrue();
    assertThat(spaces.of("other").exists(ADDRESS)).isFalse();
  }

  @Test
  void deleting_a_store_spares_the_others_even_of_a_name_that_goes_on() throws IOException {
    put("one");
    put("one-more");

    spaces.deleteAll("one");

    assertThat(spaces.of("one").exists(ADDRESS)).isFalse();
    assertThatThrownBy(() -> spaces.of("one").local(ADDRESS))
        .isInstanceOf(BlobMissingException.class);
    assertThat(spaces.of("one-more").exists(ADDRESS)).isTrue();
  }

  @Test
  void a_store_may_be_deleted_again_and_used_again() throws IOException {
    put("one");

    spaces.deleteAll("one");
    spaces.deleteAll("one");
    spaces.deleteAll("never-there");
    put("one");

    assertThat(spaces.of("one").range(ADDRESS, 0, HELLO.length)).isEqualTo(HELLO);
  }

  @Test
  void names_that_lead_elsewhere_are_refused() {
    assertThatThrownBy(() -> spaces.of("../one")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> spaces.deleteAll("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void there_is_room() throws IOException {
    assertThat(spaces.free()).isPositive();
  }

  private void put(String store) throws IOException {
    var _ = spaces.of(store).put(new ByteArrayInputStream(HELLO), HELLO.length);
  }
}
