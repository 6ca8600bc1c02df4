package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Progress;
import sorrel.training.domain.Recipe;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class NicenessTest {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** The field of {@code stat}, counted from the one after the thread's name. */
  private static final int NICENESS = 16;

  /** What threads that this one starts are called too, native ones among them. */
  private static final String NAME = "gives-way-test";

  private static final ImageShape SHAPE = new ImageShape(8, 8, 1);

  @TempDir Path folder;
  private String nameBefore;

  @BeforeEach
  void call_this_thread_so() {
    nameBefore = Thread.currentThread().getName();
    Thread.currentThread().setName(NAME);
  }

  @AfterEach
  void call_it_as_before() {
    Thread.currentThread().setName(nameBefore);
  }

  @Test
  void work_gives_way_and_its_caller_does_not() {
    assertThat(Niceness.giveWay(7, () -> own())).isEqualTo(7);
    assertThat(own()).isZero();
    assertThat(Niceness.giveWay(0, () -> Thread.currentThread())).isSameAs(Thread.currentThread());
  }

  @Test
  void helpers_of_a_training_give_way_as_it_does() throws Exception {
    try (ExecutorService helper =
        Executors.newSingleThreadExecutor(new TrainingThreads(1, 6).helpers())) {
      assertThat(helper.submit(() -> own()).get()).isEqualTo(6);
    }
  }

  @Test
  void it_is_added_to_what_the_caller_gives_way_and_ends_at_19() {
    assertThat(Niceness.giveWay(3, () -> Niceness.giveWay(4, () -> own()))).isEqualTo(7);
    assertThat(Niceness.giveWay(10, () -> Niceness.giveWay(10, () -> own()))).isEqualTo(19);
  }

  @Test
  void all_threads_of_a_training_give_way_and_who_hears_of_it_does_not() {
    List<Integer> training = new ArrayList<>();
    Set<Thread> hearers = ConcurrentHashMap.newKeySet();
    RoundOutcome outcome =
        train(
            new Progress() {
              @Override
              public void at(Moment moment) {
                hearers.add(Thread.currentThread());
              }

              @Override
              public boolean cancelled() {
                // Asked in the middle of it.
                training.addAll(all());
                return false;
              }
            });
    assertThat(outcome).isInstanceOf(RoundOutcome.Finished.class);
    assertThat(hearers).containsExactly(Thread.currentThread());
    assertThat(training).containsOnly(0, 6);
    assertThat(own()).isZero();
    // At one moment: the thread that trains and one of its session at least.
    assertThat(training.stream().filter(each -> each == 6).count())
        .isGreaterThanOrEqualTo(2 * training.stream().filter(each -> each == 0).count());
  }

  @Test
  void an_interrupt_ends_a_training_and_is_not_forgotten() {
    Thread.currentThread().interrupt();
    RoundOutcome outcome = train(Progress.IGNORED);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(RoundOutcome.Cancelled.class);
  }

  @Test
  void what_work_throws_is_thrown_as_it_is() {
    assertThatThrownBy(
            () ->
                Niceness.giveWay(
                    3,
                    () -> {
                      throw new IllegalStateException("no library");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no library");
    AtomicReference<Progress> relay = new AtomicReference<>();
    assertThatThrownBy(
            () ->
                ProgressRelay.giveWay(
                    3,
                    Progress.IGNORED,
                    progress -> {
                      relay.set(progress);
                      throw new OutOfMemoryError("too large");
                    }))
        .isExactlyInstanceOf(OutOfMemoryError.class);
    assertThat(relay.get().cancelled()).isFalse();
  }

  @Test
  void a_niceness_that_the_system_does_not_have_is_refused() {
    assertThatThrownBy(() -> new TrainingThreads(1, 20)).hasMessageContaining("0 to 19");
    assertThatThrownBy(() -> new TrainingThreads(1, -1)).hasMessageContaining("0 to 19");
  }

  private RoundOutcome train(Progress progress) {
    Architecture one =
        Architectures.candidates(SHAPE, SyntheticPictures.CLASSES, 64, false).getFirst();
    Recipe recipe = TensorFlowTrainingEngineTest.RECIPE;
    return new TensorFlowTrainingEngine(new TrainingThreads(2, 6), Precision.FLOAT32)
        .train(
            new RoundOrder(one, recipe, Optional.empty(), folder.resolve("checkpoint"), 2),
            SyntheticPictures.of(SHAPE, 64),
            progress);
  }

  private static int own() {
    return niceness(stat(Path.of("/proc/thread-self")));
  }

  /** The niceness of each thread that has the name. */
  private static List<Integer> all() {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads
          .map(NicenessTest::stat)
          .filter(stat -> stat.contains("(" + NAME + ")"))
          .map(NicenessTest::niceness)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int niceness(String stat) {
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICENESS]);
  }

  /** Empty of a thread that has ended since it was listed. */
  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }
}
