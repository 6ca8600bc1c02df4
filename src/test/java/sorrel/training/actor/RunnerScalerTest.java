package sorrel.training.actor;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.training.domain.RunnerKind;

final class RunnerScalerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final TestProbe<SchedulerCommand> scheduler = kit.createTestProbe();
  private final Provider provider = new Provider();
  private final ActorRef<RunnerScaler.Message> scaler =
      kit.spawn(RunnerScaler.create(scheduler.ref(), () -> provider));

  @Test
  void what_is_missing_is_asked_of_the_provider() throws Exception {
    provider.fleet = new RunnerProvider.Fleet(0, Set.of());
    look(2);
    assertThat(provider.next()).isEqualTo("add 2");
  }

  @Test
  void one_that_is_too_many_retires_first_and_is_taken_away_when_it_is_idle() throws Exception {
    provider.fleet = new RunnerProvider.Fleet(1, Set.of("a"));
    look(0, runner(false));
    assertThat(scheduler.expectMessageClass(SchedulerCommand.Retire.class).runners())
        .containsExactly("a");
    assertThat(provider.done()).isEmpty();
    look(0, runner(true));
    assertThat(provider.next()).isEqualTo("remove [a]");
  }

  @Test
  void a_provider_that_fails_is_asked_again() throws Exception {
    provider.fleet = null;
    look(1);
    provider.fleet = new RunnerProvider.Fleet(0, Set.of());
    look(1);
    assertThat(provider.next()).isEqualTo("add 1");
  }

  @Test
  void the_provider_is_closed_with_the_scaler() throws Exception {
    kit.stop(scaler);
    assertThat(provider.next()).isEqualTo("close");
  }

  private void look(int desired, SchedulerView.Runner... runners) {
    time.timePasses(TrainingScheduler.LOOK);
    scheduler
        .expectMessageClass(SchedulerCommand.Describe.class, PATIENCE)
        .replyTo()
        .tell(new SchedulerView(List.of(runners), 0, Optional.of(desired)));
  }

  private static SchedulerView.Runner runner(boolean leaving) {
    return new SchedulerView.Runner(
        "a",
        1,
        List.of(),
        0,
        Optional.of(new SchedulerView.About(RunnerKind.CPU, 0, leaving, Optional.empty())));
  }

  private static final class Provider implements RunnerProvider {
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private volatile Fleet fleet;

    private BlockingQueue<String> done() {
      return done;
    }

    private String next() throws InterruptedException {
      return Optional.ofNullable(done.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).orElse("none");
    }

    @Override
    public CompletionStage<Fleet> look() {
      return fleet == null
          ? CompletableFuture.failedStage(new IllegalStateException("away"))
          : CompletableFuture.completedStage(fleet);
    }

    @Override
    public CompletionStage<Void> add(int count) {
      done.add("add " + count);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> remove(Set<String> names) {
      done.add("remove " + names);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void close() {
      done.add("close");
    }
  }
}
