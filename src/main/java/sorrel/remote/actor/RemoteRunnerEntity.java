package sorrel.remote.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import sorrel.remote.actor.RemoteRunnerMessage.Answer;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Orders;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.RunnerSession;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/**
 * Stands for one remote runner before the scheduler, as a pool does for a node: one for each token,
 * on one node at a time, whichever node the runner reaches.
 *
 * <p>It keeps nothing on disk. Where it begins anew while a runner works, it takes up what the
 * runner says it holds, and asks the scheduler what that is; until then the runner may read nothing
 * for it.
 */
public final class RemoteRunnerEntity extends AbstractBehavior<RemoteRunnerMessage> {
  public static final EntityTypeKey<RemoteRunnerMessage> KEY =
      EntityTypeKey.create(RemoteRunnerMessage.class, "remote-runner");

  /** A runner that did not ask for so long has lost its jobs: three polls and a proxy's restart. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  /** One that did not ask for so long may have lost its way, and gets no new jobs. */
  static final Duration DOUBT = Duration.ofSeconds(10);

  private static final Duration PULSE = Duration.ofSeconds(1);

  private record Waiting(ActorRef<Answer> replyTo, Instant since) {}

  private final ActorRef<SchedulerCommand> scheduler;
  private final ActorRef<RunnerCommand> orders;
  private final InstantSource clock;
  private Optional<RunnerSession> session = Optional.empty();
  private Optional<Waiting> waiting = Optional.empty();
  private Instant heard = Instant.EPOCH;
  private boolean drained;

  /** The behavior of one that knows no runner yet. */
  public static Behavior<RemoteRunnerMessage> create(
      ActorRef<SchedulerCommand> scheduler, InstantSource clock) {
    return Behaviors.withTimers(
        timers -> {
          timers.startTimerWithFixedDelay(new RemoteRunnerMessage.Pulse(), PULSE);
          return Behaviors.setup(context -> new RemoteRunnerEntity(context, scheduler, clock));
        });
  }

  private RemoteRunnerEntity(
      ActorContext<RemoteRunnerMessage> context,
      ActorRef<SchedulerCommand> scheduler,
      InstantSource clock) {
    super(context);
    this.scheduler = scheduler;
    this.clock = clock;
    this.orders = context.messageAdapter(RunnerCommand.class, RemoteRunnerMessage.Order::new);
  }

  @Override
  public Receive<RemoteRunnerMessage> createReceive() {
    return newReceiveBuilder()
        .onSignal(PostStop.class, _ -> moved())
        .onAnyMessage(this::onMessage)
        .build();
  }

  /** The next word of the runner finds this actor on another node. */
  private Behavior<RemoteRunnerMessage> moved() {
    answer(new Answer.Do(Orders.none()));
    return this;
  }

  private Behavior<RemoteRunnerMessage> onMessage(RemoteRunnerMessage message) {
    switch (message) {
      case RemoteRunnerMessage.Poll poll -> poll(poll);
      case RemoteRunnerMessage.End end -> end(end);
      case RemoteRunnerMessage.Look look ->
          look.replyTo()
              .tell(
                  new RemoteRunnerMessage.Given(
                      session.map(each -> each.given(look.model())).orElse(List.of())));
      case RemoteRunnerMessage.Revoke _ -> lose();
      case RemoteRunnerMessage.Order order -> obey(order.command());
      case RemoteRunnerMessage.Pulse _ -> pulse();
    }
    return this;
  }

  private void poll(RemoteRunnerMessage.Poll poll) {
    Hello hello = poll.hello();
    boolean known = session.map(each -> each.is(hello.session())).orElse(false);
    if (!known && session.isPresent() && !hello.begins()) {
      poll.replyTo().tell(new Answer.Replaced());
      return;
    }
    if (!known && hello.begins()) {
      // What an earlier process did is lost, also where this actor did not know of it.
      session.ifPresent(_ -> answer(new Answer.Replaced()));
      scheduler.tell(new SchedulerCommand.Gone(poll.identity().runnerName(), true));
    }
    answer(new Answer.Do(Orders.none()));
    heard = clock.instant();
    drained = drained && !hello.begins();
    if (known) {
      session.orElseThrow().hear(hello).forEach(this::giveBack);
    } else {
      session = Optional.of(new RunnerSession(poll.identity(), hello));
    }
    waiting = Optional.of(new Waiting(poll.replyTo(), heard));
    if (hello.leaving()) {
      lose();
    } else {
      pulse();
      if (hello.begins()) {
        answer(new Answer.Do(session.orElseThrow().orders()));
      }
    }
  }

  private void end(RemoteRunnerMessage.End end) {
    String from = end.ended().session();
    if (session.isPresent() && !session.get().is(from)) {
      end.replyTo().tell(new Answer.Replaced());
      return;
    }
    JobReport report = end.ended().report();
    if (session.isEmpty()) {
      // Its next poll tells of the job; one that was given back is nobody's any more.
      end.replyTo()
          .tell(report instanceof JobReport.Stopped ? new Answer.Taken() : new Answer.NotYet());
      return;
    }
    switch (session.get().end(report)) {
      case COUNTS -> {
        scheduler.tell(
            new SchedulerCommand.JobEnded(session.get().identity().runnerName(), report));
        end.replyTo().tell(new Answer.Taken());
        beat();
      }
      case IGNORED -> end.replyTo().tell(new Answer.Taken());
      case NOT_YET -> end.replyTo().tell(new Answer.NotYet());
      case WRONG -> end.replyTo().tell(new Answer.Wrong());
    }
  }

  private void obey(RunnerCommand command) {
    switch (command) {
      case RunnerCommand.Assign assign -> {
        boolean taken = session.map(each -> each.give(assign.job())).orElse(false);
        if (taken) {
          answerNews();
        } else {
          giveBackUnknown(assign.job());
        }
      }
      case RunnerCommand.Abort abort -> {
        session.flatMap(each -> each.stop(abort.key())).ifPresent(this::giveBack);
        answerNews();
      }
      case RunnerCommand.Leave _ -> {
        // Until its process is started anew.
        drained = true;
        beat();
      }
      // Nobody tells it of its own slots.
      case RunnerCommand.HandBack _, RunnerCommand.SlotDone _ -> {}
      case RunnerCommand.Pulse _ -> {}
    }
  }

  /** A scheduler of an older version does not know whose runner this is. */
  private void giveBackUnknown(TrainingJob job) {
    if (session.isPresent()) {
      giveBack(job);
    }
  }

  private void giveBack(TrainingJob job) {
    scheduler.tell(
        new SchedulerCommand.JobEnded(
            session.orElseThrow().identity().runnerName(),
            new JobReport.Stopped(job.key(), job.candidate())));
  }

  private void pulse() {
    Instant now = clock.instant();
    if (session.isPresent() && heard.plus(LEASE).isBefore(now)) {
      // A line that is down says nothing against the job.
      lose();
    }
    if (waiting.isPresent() && !waiting.get().since().plus(Protocol.POLL).isAfter(now)) {
      answer(new Answer.Do(Orders.none()));
    }
    beat();
    answerNews();
  }

  private void beat() {
    if (session.isEmpty()) {
      return;
    }
    RunnerSession runner = session.get();
    String name = runner.identity().runnerName();
    boolean doubtful = waiting.isEmpty() && heard.plus(DOUBT).isBefore(clock.instant());
    scheduler.tell(
        new SchedulerCommand.Beat(
            name,
            runner.slots(),
            runner.busy(),
            Optional.of(runner.traits()),
            doubtful || drained,
            Optional.of(clock.instant()),
            orders));
    if (!runner.unknown().isEmpty()) {
      scheduler.tell(new SchedulerCommand.Recall(name, runner.unknown()));
    }
  }

  private void answerNews() {
    if (session.isPresent() && waiting.isPresent()) {
      Orders news = session.get().orders();
      if (!news.isEmpty()) {
        answer(new Answer.Do(news));
      }
    }
  }

  private void answer(Answer with) {
    waiting.ifPresent(each -> each.replyTo().tell(with));
    waiting = Optional.empty();
  }

  /** The runner is gone, and others are to do its jobs. */
  private void lose() {
    session.ifPresent(
        each -> scheduler.tell(new SchedulerCommand.Gone(each.identity().runnerName(), false)));
    session = Optional.empty();
    answer(new Answer.Do(Orders.none()));
  }
}
