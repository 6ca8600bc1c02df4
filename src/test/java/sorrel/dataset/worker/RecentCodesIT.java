package sorrel.dataset.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.dataset.store.CodeTable;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.platform.persistence.TestDatabase;

/** Codes in memory are as those in the table, whoever wrote them. */
class RecentCodesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final int KEPT = 64;
  private static final long CODE = 0xABCDEF;

  private final ModelId model = ModelId.next();

  private static RecentCodes codes(long bytesMax) {
    return new RecentCodes(new CodeTable(DATABASE.jdbi()), KEPT, bytesMax);
  }

  /** What another node does; the images' ids count up from one. */
  private static void write(ModelId model, int first, int count) {
    ByteBuffer entries = ByteBuffer.allocate(24 * count);
    for (int id = first; id < first + count; id++) {
      entries.putLong(0).putLong(id).putLong(CODE);
    }
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into image_codes (model_id, entries) values (?, ?)",
                    model.value(),
                    entries.array()));
  }

  private static List<ImageId> ids(int first, int last) {
    return java.util.stream.IntStream.rangeClosed(first, last)
        .mapToObj(id -> new ImageId(new UUID(0, id)))
        .toList();
  }

  @Test
  void rows_that_others_add_are_seen_at_once_and_each_once() {
    RecentCodes codes = codes(RecentCodes.BYTES_MAX);
    write(model, 1, 3);
    write(ModelId.next(), 50, 1);
    assertThat(codes.near(model, CODE ^ 1, 1)).isEqualTo(ids(1, 3));

    write(model, 4, 2);
    assertThat(codes.near(model, CODE ^ 1, 1)).isEqualTo(ids(1, 5));
    assertThat(codes.near(model, CODE ^ 1, 1)).isEqualTo(ids(1, 5));
    assertThat(codes.near(model, CODE ^ 1, 0)).isEmpty();
  }

  @Test
  void only_the_newest_are_read() {
    for (int row = 0; row < 20; row++) {
      write(model, 1 + 10 * row, 10);
    }

    assertThat(codes(RecentCodes.BYTES_MAX).near(model, CODE, 0)).isEqualTo(ids(137, 200));
  }

  @Test
  void the_model_that_was_asked_for_longest_ago_makes_room() {
    // Each takes 64 entries of 24 bytes, and a little.
    RecentCodes codes = codes(2 * 64 * 24 + 1_000);
    ModelId second = ModelId.next();
    ModelId third = ModelId.next();
    for (ModelId each : List.of(model, second, model, third)) {
      write(each, 1, 1);
      assertThat(codes.near(each, CODE, 0)).isNotEmpty();
    }

    assertThat(codes.models()).containsExactly(model, third);
    assertThat(codes.near(second, CODE, 0)).isEqualTo(ids(1, 1));
    assertThat(codes.models()).containsExactly(third, second);
  }
}
