package sorrel.training.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.Graph;
import org.tensorflow.Session;

@EnabledOnOs(OS.LINUX)
class NicenessTest {
  private static final Path THREADS = Path.of("/proc/self/task");

  /**
   * Fields of {@code /proc/self/task/*}{@code /stat} from the one after the name to the niceness.
   */
  private static final int NICENESS = 16;

  @Test
  void threads_that_are_started_give_way_and_the_caller_does_not() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch looked = new CountDownLatch(1);
    Runnable wait =
        () -> {
          begun.countDown();
          await(looked);
        };
    Thread first = Niceness.ofThreadsOf(7, () -> Thread.ofPlatform().name("gives-way").start(wait));
    Thread second = Thread.ofPlatform().name("does-not").start(wait);
    try {
      begun.await();
      assertThat(of("gives-way")).containsExactly(7);
      assertThat(of("does-not")).containsExactly(0);
    } finally {
      looked.countDown();
      first.join();
      second.join();
    }
  }

  @Test
  void threads_of_a_session_give_way() {
    try (Graph graph = new Graph();
        Session session =
            new Sessions(new TrainingThreads(2, 6), Precision.FLOAT32).training(graph)) {
      assertThat(session).isNotNull();
      // Its native threads have the name of the thread that opened it.
      assertThat(of("training")).isNotEmpty().containsOnly(6);
    }
  }

  @Test
  void what_the_start_throws_is_thrown_as_it_is() {
    assertThatThrownBy(
            () ->
                Niceness.ofThreadsOf(
                    3,
                    () -> {
                      throw new IllegalStateException("no library");
                    }))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage("no library");
  }

  @Test
  void a_niceness_that_the_system_does_not_have_is_refused() {
    assertThatThrownBy(() -> new TrainingThreads(1, 20)).hasMessageContaining("0 to 19");
    assertThatThrownBy(() -> new TrainingThreads(1, -1)).hasMessageContaining("0 to 19");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The niceness of each thread of this process with a name. */
  private static List<Integer> of(String name) {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads
          .map(NicenessTest::stat)
          .filter(stat -> stat.contains("(" + name + ")"))
          .map(stat -> stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICENESS])
          .map(Integer::valueOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
