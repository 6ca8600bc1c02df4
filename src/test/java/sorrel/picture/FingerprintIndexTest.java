package sorrel.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class FingerprintIndexTest {
  private static final int KEPT = 1_024;

  private final Random random = new Random(1);

  @Test
  void the_first_of_several_that_are_near_is_found_until_it_is_no_longer_kept() {
    FingerprintIndex index = new FingerprintIndex(KEPT);
    List<Fingerprint> added = new ArrayList<>();
    List<byte[]> motifs = IntStream.range(0, 40).mapToObj(_ -> noise()).toList();
    int found = 0;
    for (int i = 0; i < 3 * KEPT; i++) {
      Fingerprint print = nearly(motifs.get(random.nextInt(motifs.size() * i / KEPT / 3 + 1)));
      OptionalInt expected =
          IntStream.range(Math.max(0, i - KEPT), i)
              .filter(at -> added.get(at).isNear(print))
              .findFirst();

      assertThat(index.firstNear(print)).as("at %d", i).isEqualTo(expected);

      found += expected.isPresent() ? 1 : 0;
      assertThat(index.add(print)).isEqualTo(i);
      added.add(print);
    }
    assertThat(found).isGreaterThan(2 * KEPT);
  }

  private byte[] noise() {
    byte[] levels = new byte[SmallPicture.CELLS];
    random.nextBytes(levels);
    return levels;
  }

  /** One level of a few cells away, which turns no bit of the code that is not faint. */
  private Fingerprint nearly(byte[] motif) {
    byte[] levels = motif.clone();
    levels[random.nextInt(levels.length)] ^= 1;
    return Fingerprint.ofBytes(levels);
  }
}
