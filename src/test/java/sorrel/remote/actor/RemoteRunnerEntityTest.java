package sorrel.remote.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.training.actor.Jobs.MODEL;
import static sorrel.training.actor.Jobs.NOW;
import static sorrel.training.actor.Jobs.done;
import static sorrel.training.actor.Jobs.key;
import static sorrel.training.actor.Jobs.round;

import akka.actor.testkit.typed.FishingOutcome;
import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import sorrel.remote.actor.RemoteRunnerMessage.Answer;
import sorrel.remote.actor.RemoteRunnerMessage.Poll;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Hellos;
import sorrel.remote.domain.Orders;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.SchedulerCommand.Beat;
import sorrel.training.actor.SchedulerCommand.Gone;
import sorrel.training.actor.SchedulerCommand.JobEnded;
import sorrel.training.actor.SchedulerCommand.Recall;
import sorrel.training.domain.TrainingJob;

/** The actor of a runner between a pretended scheduler and a pretended runner. */
final class RemoteRunnerEntityTest {
  private static final String NAME = Hellos.OWN.runnerName();
  private static final Answer NOTHING = new Answer.Do(Orders.none());

  @AutoClose("shutdownTestKit")
  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());

  private final ManualTime time = ManualTime.get(kit.system());
  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private final TestProbe<SchedulerCommand> scheduler = kit.createTestProbe();
  private final TestProbe<Answer> runner = kit.createTestProbe();
  private final ActorRef<RemoteRunnerMessage> entity =
      kit.spawn(RemoteRunnerEntity.create(scheduler.ref(), now::get));

  @Test
  void a_runner_that_begins_is_answered_at_once_and_shown_to_the_scheduler() {
    poll(Hellos.first("a"));

    runner.expectMessage(NOTHING);
    scheduler.expectMessage(new Gone(NAME, true));
    Beat beat = beat();
    assertThat(beat.traits().orElseThrow().onlyFor()).isEqualTo(Hellos.OWN.onlyFor());
    assertThat(beat.running()).isEmpty();
    assertThat(beat.leaving()).isFalse();
  }

  @Test
  void an_order_reaches_the_runner_while_it_waits_and_its_report_the_scheduler() {
    ActorRef<RunnerCommand> orders = connected();
    orders.tell(new RunnerCommand.Assign(round(0)));
    runner.expectMessage(new Answer.Do(new Orders(List.of(round(0)), List.of())));

    poll(Hellos.holding("a", key(0)));
    entity.tell(new RemoteRunnerMessage.End(new Ended("a", done(0)), runner.ref()));
    runner.expectMessage(new Answer.Taken());
    assertThat(scheduler.fishForMessage(Duration.ofSeconds(3), RemoteRunnerEntityTest::skipBeats))
        .last()
        .isEqualTo(new JobEnded(NAME, done(0)));
  }

  @Test
  void a_wait_without_orders_ends_before_a_proxy_ends_it() {
    connected();
    pass(Duration.ofSeconds(19));
    runner.expectNoMessage(Duration.ZERO);
    pass(Duration.ofSeconds(1));
    runner.expectMessage(NOTHING);
  }

  @Test
  void a_runner_that_stays_silent_gets_no_new_jobs_and_then_loses_its_own() {
    connected();
    pass(Duration.ofSeconds(20));
    runner.expectMessage(NOTHING);
    assertThat(beat().leaving()).isTrue();

    pass(RemoteRunnerEntity.LEASE);
    assertThat(scheduler.fishForMessage(Duration.ofSeconds(3), RemoteRunnerEntityTest::skipBeats))
        .last()
        .isEqualTo(new Gone(NAME, false));
  }

  @Test
  void a_runner_that_is_drained_gets_no_new_jobs_until_its_process_begins_anew() {
    ActorRef<RunnerCommand> orders = connected();
    orders.tell(new RunnerCommand.Leave(NOW));
    assertThat(beat().leaving()).isTrue();
    runner.expectNoMessage(Duration.ZERO);
    poll(Hellos.holding("a"));
    assertThat(beat().leaving()).isTrue();

    poll(Hellos.first("b"));
    scheduler.expectMessage(new Gone(NAME, true));
    assertThat(beat().leaving()).isFalse();
  }

  @Test
  void after_it_began_anew_it_asks_what_the_runner_holds_and_lets_it_read_only_then() {
    poll(Hellos.holding("a", key(0)));
    ActorRef<RunnerCommand> orders = beat().replyTo();
    scheduler.expectMessage(new Recall(NAME, List.of(key(0))));
    assertThat(given()).isEmpty();

    orders.tell(new RunnerCommand.Assign(round(0)));
    assertThat(given()).containsExactly(round(0));
    runner.expectNoMessage(Duration.ZERO);
  }

  @Test
  void a_job_of_another_account_goes_back_whoever_sent_it() {
    poll(Hellos.OF_ANOTHER, Hellos.first("a"));
    scheduler.expectMessageClass(Gone.class);
    beat().replyTo().tell(new RunnerCommand.Assign(round(0)));

    assertThat(scheduler.expectMessageClass(JobEnded.class).report().key()).isEqualTo(key(0));
    assertThat(given()).isEmpty();
  }

  @Test
  void a_second_process_with_the_token_takes_the_place_of_the_first() {
    connected();
    TestProbe<Answer> second = kit.createTestProbe();
    entity.tell(new Poll(Hellos.OWN, Hellos.first("b"), second.ref()));
    runner.expectMessage(new Answer.Replaced());
    second.expectMessage(NOTHING);

    poll(Hellos.holding("a"));
    runner.expectMessage(new Answer.Replaced());
    entity.tell(new RemoteRunnerMessage.End(new Ended("a", done(0)), runner.ref()));
    runner.expectMessage(new Answer.Replaced());
  }

  @Test
  void a_runner_that_says_goodbye_gives_its_jobs_back_at_once() {
    connected();
    poll(Hellos.last("a"));

    assertThat(scheduler.fishForMessage(Duration.ofSeconds(3), RemoteRunnerEntityTest::skipBeats))
        .last()
        .isEqualTo(new Gone(NAME, false));
  }

  @Test
  void a_revoked_token_ends_it_at_once() {
    connected();
    entity.tell(new RemoteRunnerMessage.Revoke());

    scheduler.expectMessage(new Gone(NAME, false));
    runner.expectMessage(NOTHING);
    assertThat(given()).isEmpty();
  }

  @Test
  void a_runner_that_waits_hears_when_its_actor_moves_to_another_node() {
    connected();
    kit.stop(entity);

    runner.expectMessage(NOTHING);
  }

  /** A runner that waits for orders, and where the scheduler sends them. */
  private ActorRef<RunnerCommand> connected() {
    poll(Hellos.first("a"));
    runner.expectMessage(NOTHING);
    scheduler.expectMessageClass(Gone.class);
    beat();
    poll(Hellos.holding("a"));
    return beat().replyTo();
  }

  private void poll(Hello hello) {
    poll(Hellos.OWN, hello);
  }

  private void poll(RunnerIdentity identity, Hello hello) {
    entity.tell(new Poll(identity, hello, runner.ref()));
  }

  private Beat beat() {
    return scheduler.expectMessageClass(Beat.class);
  }

  private List<TrainingJob> given() {
    TestProbe<RemoteRunnerMessage.Given> asker = kit.createTestProbe();
    entity.tell(new RemoteRunnerMessage.Look(MODEL, asker.ref()));
    return asker.receiveMessage().jobs();
  }

  private void pass(Duration duration) {
    now.set(now.get().plus(duration));
    time.timePasses(Duration.ofSeconds(1));
  }

  private static FishingOutcome skipBeats(SchedulerCommand message) {
    return message instanceof Beat
        ? FishingOutcomes.continueAndIgnore()
        : FishingOutcomes.complete();
  }
}
