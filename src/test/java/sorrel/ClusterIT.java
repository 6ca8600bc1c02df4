package sorrel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Three nodes, each a process of its own, are one Sorrel, also when one of them dies. */
class ClusterIT {
  private static final int PER_CLASS = 300;
  private static final Duration POLL = Duration.ofMillis(200);

  @TempDir Path folder;

  private final Random random = new Random(7);
  private ThreeNodes nodes;

  @BeforeEach
  void start() throws Exception {
    nodes = ThreeNodes.start(folder);
  }

  @AfterEach
  void stop() {
    nodes.close();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void what_one_node_was_told_the_others_know_and_a_death_loses_nothing() throws Exception {
    assertThat(client(1).nodes())
        .hasSize(ThreeNodes.COUNT)
        .allMatch(node -> node.status().equals("up"));
    assertThat(client(3).runners().items()).hasSize(ThreeNodes.COUNT);

    String model = client(1).createModel("Bars", 1.0).id();
    Contract.Task task =
        client(2)
            .importZip(model, DrawnPictures.zip(folder.resolve("bars.zip"), PER_CLASS), _ -> {});
    while (!client(3).task(task.id()).finished()) {
      LockSupport.parkNanos(POLL.toNanos());
    }
    long pictures = client(3).model(model).pictures();
    String run = client(3).startRun(model, 1.0, Duration.ofMinutes(5)).id();
    nodes.kill(2);
    awaitEnd(model, run);
    assertThat(client(1).run(model, run).state()).isEqualTo("succeeded");
    assertThat(client(1).model(model).pictures()).isEqualTo(pictures);
    nodes.awaitAnswers(1);

    List<String> tasks = new ArrayList<>();
    for (int node = 1; node <= ThreeNodes.COUNT; node++) {
      Contract.Classification answer =
          client(node).classify(model, DrawnPictures.picture(1, random));
      assertThat(answer.version()).isEqualTo("1");
      tasks.add(answer.task().orElseThrow());
    }
    nodes.kill(1);
    tasks.forEach(id -> assertThat(client(3).task(id).status()).isEqualTo("succeeded"));
  }

  /**
   * A client tries again by itself; what outlasts that is the time that a death takes to be seen.
   */
  private void awaitEnd(String model, String run) {
    boolean ended = false;
    while (!ended) {
      LockSupport.parkNanos(POLL.toNanos());
      try {
        ended = client(1).run(model, run).finished();
      } catch (ClientException notYet) {
        ended = false;
      }
    }
  }

  private SorrelClient client(int node) {
    return nodes.client(node);
  }
}
