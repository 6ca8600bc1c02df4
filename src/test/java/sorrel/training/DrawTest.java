package sorrel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ClassId;
import sorrel.kernel.Sha256;

final class DrawTest {
  private static final ClassId MANY = new ClassId(new UUID(0, 1));
  private static final ClassId FEW = new ClassId(new UUID(0, 2));
  private static final int COUNT = 10_000;

  private static final List<Sha256> PICTURES =
      IntStream.range(0, COUNT)
          .mapToObj(i -> Sha256.of(new byte[] {(byte) i, (byte) (i >> 8)}))
          .toList();

  @Test
  void about_as_many_are_drawn_as_were_wanted() {
    Draw draw = new Draw(Map.of(MANY, COUNT), 2_000);

    assertThat(PICTURES.stream().filter(each -> draw.has(MANY, each)).count())
        .isCloseTo(2_000L, within(150L));
  }

  @Test
  void small_classes_are_drawn_whole() {
    Draw draw = new Draw(Map.of(MANY, COUNT, FEW, Draw.EACH_AT_LEAST), 2_000);

    assertThat(PICTURES).allMatch(each -> draw.has(FEW, each));
  }

  @Test
  void all_are_drawn_where_there_is_time() {
    assertThat(PICTURES).allMatch(each -> new Draw(Map.of(MANY, COUNT), COUNT).has(MANY, each));
    assertThat(PICTURES).allMatch(each -> Draw.ofAll().has(MANY, each));
  }

  @Test
  void more_of_them_include_all_of_fewer() {
    Draw fewer = new Draw(Map.of(MANY, COUNT), 1_000);
    Draw more = new Draw(Map.of(MANY, COUNT), 1_500);

    assertThat(PICTURES.stream().filter(each -> fewer.has(MANY, each)))
        .allMatch(each -> more.has(MANY, each));
  }
}
