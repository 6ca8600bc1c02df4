package sorrel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.model.domain.ModelSettings;
import sorrel.model.domain.ModelSettings.History;

final class PictureRoomTest {
  private static final byte[] FILE = new byte[3_000];
  private static final ModelSettings USUAL = settings(History.DURABLE, Optional.empty());

  private final PictureRoom room = new PictureRoom(5_000);

  @Test
  void a_file_is_kept_while_there_is_room_and_again_once_there_is() {
    PictureFile first = room.take(USUAL, "png", FILE).orElseThrow();
    assertThat(first.bytes()).isSameAs(FILE);
    assertThat(room.take(USUAL, "png", FILE)).isEmpty();

    room.release(first);

    assertThat(room.take(USUAL, "png", FILE)).isPresent();
  }

  @Test
  void a_model_that_keeps_no_pictures_or_no_history_takes_no_room() {
    assertThat(room.take(settings(History.DURABLE, Optional.of(false)), "png", FILE)).isEmpty();
    assertThat(room.take(settings(History.NONE, Optional.of(true)), "png", FILE)).isEmpty();
    assertThat(room.take(USUAL, "png", FILE)).isPresent();
  }

  private static ModelSettings settings(History history, Optional<Boolean> pictures) {
    return new ModelSettings(0.9, true, history, Optional.empty(), pictures, Optional.empty());
  }
}
