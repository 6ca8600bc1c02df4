package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static sorrel.model.domain.Samples.MODEL;
import static sorrel.model.domain.Samples.NOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import sorrel.kernel.ClassId;
import sorrel.kernel.Decision;
import sorrel.kernel.RunId;
import sorrel.kernel.TaskId;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;

/** What holds for a model whatever is asked of it, in any order. */
final class ModelPropertyTest {
  /** A command that may depend on the state, as a runner's report does. */
  private record Step(String name, Function<Model, ModelCommand> of) {
    static Step of(ModelCommand command) {
      return new Step(command.toString(), model -> command);
    }

    ModelCommand command(Model model) {
      return of.apply(model);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Property(tries = 300)
  void replaying_the_journal_gives_the_live_state(@ForAll("histories") List<Step> history) {
    List<ModelEvent> journal = new ArrayList<>();
    Model live = Model.unknown();
    for (Step step : history) {
      for (ModelEvent event : events(live.decide(step.command(live)))) {
        journal.add(event);
        live = live.apply(event);
      }
    }
    assertThat(Scenario.after(Model.unknown(), journal)).isEqualTo(live);
  }

  @Property(tries = 300)
  void every_state_on_the_way_is_sound(@ForAll("histories") List<Step> history) {
    Model model = Model.unknown();
    for (Step step : history) {
      model = Scenario.after(model, events(model.decide(step.command(model))));
      checkSound(model);
    }
  }

  @Property(tries = 300)
  void a_command_sent_twice_has_no_second_effect(@ForAll("histories") List<Step> history) {
    Model model = Model.unknown();
    for (Step step : history) {
      ModelCommand command = step.command(model);
      model = Scenario.after(model, events(model.decide(command)));
      assertThat(events(model.decide(command))).as("%s again", command).isEmpty();
    }
  }

  private static void checkSound(Model model) {
    if (!(model instanceof LiveModel live)) {
      return;
    }
    assertThat(live.classes())
        .allSatisfy(
            each -> {
              assertThat(each.training()).isNotNegative();
              assertThat(each.testing()).isNotNegative();
            });
    assertThat(live.classes()).extracting(ModelClass::id).doesNotHaveDuplicates();
    assertThat(live.classes()).extracting(ModelClass::label).doesNotHaveDuplicates();
    assertThat(live.erasing()).noneMatch(gone -> live.classOf(gone).isPresent());
    assertThat(live.imports()).doesNotHaveDuplicates();
    assertThat(live.serving().isPresent()).isEqualTo(live.servingVersion().isPresent());
    assertThat(live.versions()).extracting(Version::number).isSorted().doesNotHaveDuplicates();
    // A run under way always has a job that will bring it further.
    if (live.activeRun().isPresent()) {
      assertThat(live.hasWork()).isTrue();
      assertThat(live.obligations())
          .anyMatch(each -> each instanceof Obligation.Train || each instanceof Obligation.Finish);
    }
    assertThat(live.obligations().getLast())
        .isEqualTo(new Obligation.ServeVersion(live.servingVersion()));
  }

  private static List<ModelEvent> events(Decision<ModelEvent, ModelRejection> decision) {
    return switch (decision) {
      case Decision.Accepted<ModelEvent, ModelRejection>(var events) -> events;
      case Decision.Rejected<ModelEvent, ModelRejection> refused -> List.of();
    };
  }

  /** Mostly after a model with pictures, so that runs begin and end. */
  @Provide
  Arbitrary<List<Step>> histories() {
    Arbitrary<List<ModelCommand>> beginnings =
        Arbitraries.of(
            List.<ModelCommand>of(), Samples.made(), Samples.filled(), Samples.started());
    return Combinators.combine(beginnings, steps().list().ofMinSize(1).ofMaxSize(40))
        .as(
            (beginning, rest) -> {
              List<Step> all = new ArrayList<>();
              beginning.forEach(command -> all.add(Step.of(command)));
              all.addAll(rest);
              return all;
            });
  }

  private static Arbitrary<Step> steps() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, catalogue().map(Step::of)),
        Tuple.of(4, intake().map(Step::of)),
        Tuple.of(2, runs().map(Step::of)),
        Tuple.of(8, answers()),
        Tuple.of(1, lives().map(Step::of)));
  }

  /** A deletion ends what a history can show, so it comes in some histories only. */
  private static Arbitrary<ModelCommand> lives() {
    return Arbitraries.frequency(
        Tuple.of(1, new ModelCommand.Delete(NOW)),
        Tuple.of(3, Samples.create()),
        Tuple.of(3, new ModelCommand.Erase(NOW)),
        Tuple.of(5, new ModelCommand.Serve(1, NOW)),
        Tuple.of(5, new ModelCommand.Serve(2, NOW)));
  }

  private static Arbitrary<ModelCommand> catalogue() {
    Arbitrary<ClassId> ids = Arbitraries.integers().between(1, 6).map(i -> classId(i));
    Arbitrary<String> labels = Arbitraries.of("cats", "dogs", "birds", "fish");
    return Arbitraries.oneOf(
        Combinators.combine(ids, labels).as(Samples::addClass),
        Combinators.combine(ids, labels).as((id, to) -> new ModelCommand.RenameClass(id, to, NOW)),
        Combinators.combine(ids, Arbitraries.integers().between(1, 8))
            .as(
                (id, change) ->
                    new ModelCommand.RemoveClass(id, Optional.of(new UUID(0, change)), NOW)),
        Combinators.combine(ids, labels)
            .as((id, label) -> new ModelCommand.RestoreClass(new NewClass(id, label), NOW)),
        ids.map(id -> new ModelCommand.ConfirmClassErased(id, NOW)),
        labels.map(
            name ->
                new ModelCommand.Change(
                    Optional.of(name), Optional.empty(), Optional.of(Samples.LARGER), NOW)));
  }

  private static Arbitrary<ModelCommand> intake() {
    Arbitrary<TaskId> tasks =
        Arbitraries.integers().between(1, 3).map(i -> new TaskId(new UUID(2, i)));
    Arbitrary<Integer> amounts = Arbitraries.integers().between(-50, 100);
    Arbitrary<UUID> changes = Arbitraries.integers().between(1, 20).map(i -> new UUID(3, i));
    return Arbitraries.oneOf(
        Combinators.combine(tasks, Arbitraries.integers().between(1, 6))
            .as(
                (task, i) ->
                    new ModelCommand.OpenImport(
                        task, List.of(new NewClass(classId(i), "class " + i)), NOW)),
        Combinators.combine(changes, amounts, amounts).as(Samples::counts),
        tasks.map(task -> new ModelCommand.CloseImport(task, Optional.of(Samples.PIPELINE), NOW)));
  }

  private static Arbitrary<ModelCommand> runs() {
    Arbitrary<RunId> ids =
        Arbitraries.integers()
            .between(1, 3)
            .map(i -> i == 1 ? Samples.RUN : new RunId(new UUID(4, i)));
    return Arbitraries.oneOf(
        Combinators.combine(ids, Arbitraries.integers().between(0, 2))
            .as(
                (run, candidates) ->
                    new ModelCommand.StartRun(
                        run,
                        Optional.empty(),
                        Samples.BUDGET,
                        Samples.MEMORY,
                        Augmentation.NONE,
                        Optional.of(candidates),
                        List.of(),
                        NOW)),
        ids.map(run -> ModelCommand.StartExpansion.alone(run, NOW)),
        Arbitraries.integers()
            .between(0, 2)
            .map(seconds -> new ModelCommand.CatchUp(NOW.plusSeconds(seconds))),
        ids.map(run -> new ModelCommand.CancelRun(run, NOW)));
  }

  /** A runner's report of the job that is wanted, or of one that was overtaken. */
  private static Arbitrary<Step> answers() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 100),
            Arbitraries.frequency(
                Tuple.of(6, "done"), Tuple.of(3, "failed"), Tuple.of(1, "overtaken")))
        .as((right, how) -> new Step(how + " " + right, model -> answer(model, right, how)));
  }

  private static ModelCommand answer(Model model, int right, String how) {
    for (Obligation obligation : model.obligations()) {
      if (obligation instanceof Obligation.Train train) {
        return report(train.run(), train.candidate(), how, key -> round(key, train, right));
      }
      if (obligation instanceof Obligation.Finish finish) {
        int candidate = finish.candidate();
        return report(finish.run(), candidate, how, key -> finished(key, candidate, right));
      }
    }
    return Samples.failure(0, 0);
  }

  private static ModelCommand report(
      Run run, int candidate, String how, Function<JobKey, JobReport> done) {
    JobKey key = new JobKey(MODEL, run.id(), run.step());
    return Samples.report(
        switch (how) {
          case "done" -> done.apply(key);
          case "failed" -> new JobReport.Failed(key, candidate, "the disk is full.");
          default -> done.apply(new JobKey(MODEL, run.id(), run.step() - 1));
        });
  }

  private static JobReport round(JobKey key, Obligation.Train train, int right) {
    int epochs = train.run().candidates().get(train.candidate()).epochs() + train.epochs();
    return new JobReport.RoundDone(
        key,
        train.candidate(),
        epochs,
        right,
        100,
        0.5,
        30,
        Samples.checkpoint(train.candidate(), epochs),
        Optional.empty());
  }

  private static JobReport finished(JobKey key, int candidate, int right) {
    return Samples.finishDone(key, candidate, right, 100);
  }

  private static ClassId classId(int i) {
    return i == 1 ? Samples.CATS : i == 2 ? Samples.DOGS : new ClassId(new UUID(1, i));
  }
}
