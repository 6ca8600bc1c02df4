package sorrel.inference;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.cluster.ClusterEvent.MemberEvent;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Subscribe;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import sorrel.inference.actor.ServerMessage.Answer;

/**
 * Classifications of this node that were asked for and not answered yet. When nodes come and go,
 * what is on its way to a shard that moves, or to a node that dies, is lost without a word; it is
 * asked for again: classifying twice does no harm.
 */
final class OpenAsks {
  /** Most answers take milliseconds. Each further wait is twice as long. */
  private static final Duration LATE = Duration.ofSeconds(1);

  /** After 1, 3 and 7 s: all within the patience of whoever asks. */
  private static final int TIMES_MAX = 3;

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** After a node comes, shards move to it a few at a time, every ten seconds. */
  private static final Duration UNSETTLED = Duration.ofMinutes(3);

  private final Set<Ask> open = ConcurrentHashMap.newKeySet();
  private final Executor threads;

  private enum Event {
    MEMBERS_CHANGED,
    SETTLED,
    LOOK
  }

  private static final class Ask {
    private final Supplier<CompletionStage<Answer>> question;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /** Touched by the actor alone, once the ask is open. */
    private long asked = System.nanoTime();

    private int times;

    Ask(Supplier<CompletionStage<Answer>> question) {
      this.question = question;
    }
  }

  OpenAsks(ActorSystem<?> system) {
    threads = system.executionContext();
    ActorRef<Event> _ = system.systemActorOf(behavior(), "open-asks", Props.empty());
  }

  private Behavior<Event> behavior() {
    return Behaviors.withTimers(
        timers ->
            Behaviors.setup(
                context -> {
                  Cluster.get(context.getSystem())
                      .subscriptions()
                      .tell(
                          Subscribe.create(
                              context.messageAdapter(MemberEvent.class, _ -> Event.MEMBERS_CHANGED),
                              MemberEvent.class));
                  return Behaviors.receiveMessage(
                      event -> {
                        on(event, timers);
                        return Behaviors.same();
                      });
                }));
  }

  private void on(Event event, TimerScheduler<Event> timers) {
    switch (event) {
      case MEMBERS_CHANGED -> {
        timers.startTimerWithFixedDelay(Event.LOOK, Event.LOOK, LOOK_EVERY);
        timers.startSingleTimer(Event.SETTLED, Event.SETTLED, UNSETTLED);
      }
      case SETTLED -> timers.cancel(Event.LOOK);
      case LOOK -> {
        long now = System.nanoTime();
        open.stream().filter(ask -> isLate(ask, now)).forEach(ask -> again(ask, now));
      }
    }
  }

  private static boolean isLate(Ask ask, long now) {
    return ask.times < TIMES_MAX && now - ask.asked > LATE.toNanos() << ask.times;
  }

  /**
   * Asks, and again where the question may have been lost. What follows the answer runs on the
   * system's threads: Akka's stages otherwise go on in the common pool, and with few cores that is
   * one thread more that the others wait for.
   */
  CompletionStage<Answer> ask(Supplier<CompletionStage<Answer>> question) {
    Ask ask = new Ask(question);
    open.add(ask);
    CompletionStage<?> _ =
        question
            .get()
            .whenCompleteAsync(
                (answer, silent) -> {
                  if (silent == null) {
                    ask.answer.complete(answer);
                  } else {
                    ask.answer.completeExceptionally(silent);
                  }
                },
                threads);
    return ask.answer.whenComplete((_, _) -> open.remove(ask));
  }

  /** A queue that is full for the second question may still have the first. */
  private void again(Ask ask, long now) {
    ask.asked = now;
    ask.times++;
    CompletionStage<?> _ =
        ask.question
            .get()
            .thenAcceptAsync(
                answer -> {
                  if (!(answer instanceof Answer.Busy)) {
                    ask.answer.complete(answer);
                  }
                },
                threads);
  }
}
