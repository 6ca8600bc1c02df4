package sorrel.training.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.platform.http.TestServer;
import sorrel.training.actor.Jobs;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.actor.RunnerPool;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.TrainingScheduler;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.ScalingPolicy;

class RunnerRoutesTest {
  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create();

  private final ActorRef<SchedulerCommand> scheduler =
      kit.spawn(
          TrainingScheduler.create(InstantSource.system(), _ -> {}, new ScalingPolicy(0, 4, 1, 2)));

  @AutoClose
  private final TestServer server =
      TestServer.of(new RunnerRoutes(kit.system(), scheduler).endpoints());

  @Test
  void a_drained_runner_ends_its_job_and_takes_no_other() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    kit.spawn(
        RunnerPool.create(
            new RunnerPool.Node(
                "sorrel@10.0.0.5:25520", 1, RunnerTraits::unknown, InstantSource.system()),
            (job, _) -> {
              begun.countDown();
              await(end);
              return Jobs.done(job.key().step());
            },
            scheduler));
    scheduler.tell(new SchedulerCommand.Submit(Jobs.round(0), Optional.empty()));
    begun.await();

    HttpResponse<String> drained = drain("sorrel@10.0.0.5:25520", "root");
    assertThat(drained.statusCode()).as(drained.body()).isEqualTo(200);
    JsonNode runner = TestServer.json(drained);
    assertThat(runner.get("leaving").asBoolean()).isTrue();
    assertThat(runner.at("/running/0/run").asText()).isEqualTo(Jobs.RUN.toString());
    assertThat(drain("sorrel@10.0.0.5:25520", "root").statusCode()).isEqualTo(200);

    scheduler.tell(new SchedulerCommand.Submit(Jobs.round(1), Optional.empty()));
    end.countDown();
    kit.createTestProbe()
        .awaitAssert(
            Duration.ofSeconds(20),
            () -> {
              JsonNode all = TestServer.json(server.get("/api/v1/runners", "root"));
              assertThat(all.at("/items/0/running")).isEmpty();
              assertThat(all.get("waiting").asInt()).isEqualTo(1);
              return true;
            });
  }

  @Test
  void a_runner_that_does_not_listen_is_not_said_to_be_drained() {
    TestProbe<RunnerCommand> deaf = kit.createTestProbe();
    scheduler.tell(
        new SchedulerCommand.Beat(
            "deaf",
            1,
            List.of(),
            Optional.of(RunnerTraits.unknown()),
            false,
            Optional.of(Instant.now()),
            deaf.ref()));

    HttpResponse<String> unheard = drain("deaf", "root");
    assertThat(unheard.statusCode()).isEqualTo(504);
    deaf.fishForMessage(
        Duration.ofSeconds(3),
        message ->
            message instanceof RunnerCommand.Leave
                ? FishingOutcomes.complete()
                : FishingOutcomes.continueAndIgnore());
  }

  @Test
  void only_administrators_drain_runners_and_only_those_there_are() {
    assertThat(drain("nobody", "root").statusCode()).isEqualTo(404);
    assertThat(drain("nobody", "anna").statusCode()).isEqualTo(403);
    assertThat(drain("nobody", "wrong").statusCode()).isEqualTo(401);
  }

  private HttpResponse<String> drain(String runner, String token) {
    return server.post("/api/v1/runners/" + runner + "/drain", token, "");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
