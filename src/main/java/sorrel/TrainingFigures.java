package sorrel;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import sorrel.training.actor.SchedulerCommand;
import sorrel.training.actor.SchedulerView;

/**
 * What trains and what waits, as figures of {@code /metrics}, so that something outside can scale
 * runners too. Each node that answers HTTP asks the scheduler every five seconds; while that does
 * not answer there is no figure.
 */
final class TrainingFigures {
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Empty while the scheduler does not answer. */
  private final AtomicReference<Optional<SchedulerView>> seen =
      new AtomicReference<>(Optional.empty());

  private TrainingFigures() {}

  static void begin(
      ActorSystem<?> system, ActorRef<SchedulerCommand> scheduler, MeterRegistry registry) {
    TrainingFigures figures = new TrainingFigures();
    figures.show(
        registry,
        "sorrel.runners.desired",
        "Runners that there should be for the jobs there are",
        view -> view.desired().orElse(0));
    figures.show(
        registry, "sorrel.runners", "Runners that train or could", view -> view.runners().size());
    figures.show(registry, "sorrel.jobs.waiting", "Jobs without a slot", SchedulerView::waiting);
    figures.show(
        registry,
        "sorrel.jobs.running",
        "Jobs on slots",
        view -> view.runners().stream().mapToInt(each -> each.running().size()).sum());
    system
        .scheduler()
        .scheduleWithFixedDelay(
            Duration.ZERO, STEP, () -> figures.ask(system, scheduler), system.executionContext());
  }

  private void show(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<SchedulerView> figure) {
    Gauge.builder(
            name,
            seen,
            each -> each.get().stream().mapToDouble(figure).findFirst().orElse(Double.NaN))
        .description(description)
        .register(registry);
  }

  private void ask(ActorSystem<?> system, ActorRef<SchedulerCommand> scheduler) {
    AskPattern.<SchedulerCommand, SchedulerView>ask(
            scheduler, SchedulerCommand.Describe::new, PATIENCE, system.scheduler())
        .whenComplete((view, _) -> seen.set(Optional.ofNullable(view)));
  }
}
