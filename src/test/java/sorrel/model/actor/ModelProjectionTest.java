package sorrel.model.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.MODEL;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;
import sorrel.model.actor.ModelProjection.Change;
import sorrel.model.domain.Model;

final class ModelProjectionTest {
  private static final Model STATE = Model.unknown();

  /** Tasks that wait for a thread; a test is the thread. */
  private final Deque<Runnable> tasks = new ArrayDeque<>();

  private final List<Long> written = new ArrayList<>();

  @Test
  void of_states_that_pile_up_the_last_is_written() {
    ModelProjection projection = new ModelProjection(tasks::add, this::write);
    for (long revision = 1; revision <= 3; revision++) {
      projection.changed(MODEL, revision, STATE);
    }
    assertThat(tasks).hasSize(1);
    work();
    assertThat(written).containsExactly(3L);
  }

  @Test
  void states_that_come_while_one_is_written_are_written_after_it_by_the_same_thread() {
    ModelProjection[] projection = new ModelProjection[1];
    projection[0] =
        new ModelProjection(
            tasks::add,
            change -> {
              write(change);
              if (change.revision() == 1) {
                projection[0].changed(MODEL, 2, STATE);
                projection[0].changed(MODEL, 3, STATE);
                assertThat(tasks).isEmpty();
              }
            });
    projection[0].changed(MODEL, 1, STATE);
    work();
    assertThat(written).containsExactly(1L, 3L);
  }

  @Test
  void models_are_written_apart_from_each_other() {
    ModelProjection projection = new ModelProjection(tasks::add, this::write);
    projection.changed(MODEL, 1, STATE);
    projection.changed(ModelId.next(), 2, STATE);
    assertThat(tasks).hasSize(2);
    work();
    assertThat(written).containsExactly(1L, 2L);
    projection.changed(MODEL, 4, STATE);
    work();
    assertThat(written).containsExactly(1L, 2L, 4L);
  }

  @Test
  void a_failure_is_tried_again_with_the_newest_state() {
    ModelProjection[] projection = new ModelProjection[1];
    projection[0] =
        new ModelProjection(
            tasks::add,
            change -> {
              if (change.revision() == 1) {
                projection[0].changed(MODEL, 2, STATE);
                throw new IllegalStateException("the database is away");
              }
              write(change);
            });
    projection[0].changed(MODEL, 1, STATE);
    work();
    assertThat(written).containsExactly(2L);
  }

  private void write(Change change) {
    written.add(change.revision());
  }

  private void work() {
    while (!tasks.isEmpty()) {
      tasks.poll().run();
    }
  }
}
