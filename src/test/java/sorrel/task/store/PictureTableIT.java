package sorrel.task.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;
import sorrel.task.KeptPictures;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.RightClass;
import sorrel.task.domain.Task;

final class PictureTableIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  private final TaskColumns columns = new TaskColumns(Json.mapper());
  private final TaskTable tasks = new TaskTable(DATABASE.jdbi(), columns);
  private final PictureTable table = new PictureTable(DATABASE.jdbi());
  private final ModelId model = ModelId.next();

  @Test
  void a_picture_is_found_as_it_was_written_with_its_task() {
    KeptPicture picture = written(NOW, 1_000);

    KeptPicture found = table.find(model, picture.task()).orElseThrow();
    assertThat(found.format()).isEqualTo("png");
    assertThat(found.file()).isEqualTo(picture.file());
    assertThat(found.createdAt()).isEqualTo(NOW);
    assertThat(table.find(ModelId.next(), picture.task())).isEmpty();
    assertThat(table.find(model, TaskId.next())).isEmpty();
  }

  @Test
  void pictures_that_are_too_large_for_one_statement_are_written_with_their_tasks() {
    List<Task> rows = Stream.generate(() -> task(model, NOW)).limit(3).toList();
    byte[] file = new byte[9 << 20];
    file[5] = 7;
    List<KeptPicture> pictures =
        rows.stream().map(task -> new KeptPicture(task.id(), model, "png", file, NOW)).toList();

    tasks.write(new TaskTable.Group(List.of(), rows, pictures));

    for (Task task : rows) {
      assertThat(tasks.find(task.account(), task.id())).isPresent();
      assertThat(table.find(model, task.id()).orElseThrow().file()).isEqualTo(file);
    }
    tasks.erase(model);
  }

  @Test
  void pictures_that_are_older_than_allowed_go() {
    KeptPicture old = written(NOW.minus(MONTH).minusSeconds(1), 10);
    KeptPicture young = written(NOW.minus(MONTH).plusSeconds(1), 10);

    assertThat(kept(1_000).sweep()).isEqualTo(1);

    assertThat(table.find(model, old.task())).isEmpty();
    assertThat(table.find(model, young.task())).isPresent();
  }

  @Test
  void the_oldest_pictures_of_a_model_that_has_too_many_bytes_go() {
    List<KeptPicture> pictures =
        List.of(written(NOW, 400), written(NOW, 400), written(NOW, 400)).stream()
            .sorted((a, b) -> a.task().toString().compareTo(b.task().toString()))
            .toList();
    KeptPicture ofAnother = written(ModelId.next(), NOW, 900);

    assertThat(kept(1_000).sweep()).isEqualTo(1);

    assertThat(table.find(model, pictures.get(0).task())).isEmpty();
    assertThat(table.find(model, pictures.get(1).task())).isPresent();
    assertThat(table.find(model, pictures.get(2).task())).isPresent();
    assertThat(table.find(ofAnother.model(), ofAnother.task())).isPresent();
    assertThat(kept(1_000).sweep()).isZero();
  }

  @Test
  void a_picture_that_is_still_to_be_learned_stays() {
    KeptPicture old = written(NOW.minus(MONTH).minusSeconds(1), 2_000);
    LessonTable lessons = new LessonTable(DATABASE.jdbi(), columns);
    lessons.order(model, old.task(), Optional.of(new RightClass(ClassId.next(), "cats")));

    assertThat(kept(1_000).sweep()).isZero();
    assertThat(table.find(model, old.task())).isPresent();

    lessons.forget(lessons.find(old.task()).orElseThrow());
    assertThat(kept(1_000).sweep()).isEqualTo(1);
  }

  @Test
  void the_pictures_of_an_erased_model_are_gone() {
    KeptPicture picture = written(NOW, 10);
    KeptPicture ofAnother = written(ModelId.next(), NOW, 10);

    tasks.erase(model);

    assertThat(table.find(model, picture.task())).isEmpty();
    assertThat(table.find(ofAnother.model(), ofAnother.task())).isPresent();
  }

  private KeptPictures kept(long bytesMax) {
    return new KeptPictures(table, MONTH, bytesMax, InstantSource.fixed(NOW));
  }

  private KeptPicture written(Instant at, int bytes) {
    return written(model, at, bytes);
  }

  private KeptPicture written(ModelId of, Instant at, int bytes) {
    Task task = task(of, at);
    byte[] file = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    KeptPicture picture = new KeptPicture(task.id(), of, "png", file, at);
    tasks.write(new TaskTable.Group(List.of(task), List.of(), List.of(picture)));
    return picture;
  }

  private static Task task(ModelId of, Instant at) {
    return Task.queued(TaskId.next(), AccountId.next(), of, Task.Kind.CLASSIFICATION, at)
        .succeeded("{}", at);
  }
}
