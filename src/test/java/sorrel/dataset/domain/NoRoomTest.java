package sorrel.dataset.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sorrel.kernel.Allowance;

final class NoRoomTest {
  private final NoRoom noRoom = new NoRoom(new Allowance(9_800_000, 10_000_000));

  @Test
  void what_is_used_what_is_allowed_and_what_to_do_is_said() {
    assertThat(noRoom.picture(400_000))
        .isEqualTo(
            "The pictures of your account take 9.8 MB and may take 10.0 MB; this one has 400.0 kB."
                + " Empty the bin, delete pictures for good or a model, or ask an administrator for more room.");
    assertThat(noRoom.zip())
        .contains("9.8 MB and may take 10.0 MB", "administrator", "Nothing was added");
    assertThat(noRoom.zip(5_000_000)).contains("those of this zip have 5.0 MB");
  }

  @Test
  void an_import_says_how_many_pictures_it_added() {
    assertThat(noRoom.rest(0)).startsWith("No picture was added, and then there was no more room:");
    assertThat(noRoom.rest(1)).startsWith("1 picture was added, and");
    assertThat(noRoom.rest(12_345))
        .startsWith("12,345 pictures were added, and")
        .contains(": the pictures of your account take 9.8 MB", "not added twice");
  }
}
