package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.Answers;
import sorrel.cli.measure.ClassificationFigures;
import sorrel.cli.measure.EvaluationRow;
import sorrel.cli.measure.LastClassApart;
import sorrel.cli.measure.PeakMemory;
import sorrel.cli.measure.PictureZip;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.Words;
import sorrel.kernel.FileTrees;
import sorrel.kernel.Interval;

/** Measures a server on one set of pictures, from import to expansion. */
record Evaluation(SorrelClient client, Terminal terminal, EvaluationPlan plan) {
  /** More say little about p99 that these do not. */
  private static final int CLASSIFICATIONS_MAX = 1_000;

  /** Two of each class of the largest model, or 200 of each of ten. */
  private static final int ASKED_MAX = 2_000;

  /** With fewer, nothing would be left to tell apart. */
  private static final int CLASSES_TO_EXPAND_MIN = 3;

  /**
   * What was measured of a set.
   *
   * @param failure why that is not all, as a sentence
   */
  record Outcome(EvaluationRow row, Optional<String> failure) {}

  Outcome of(Path path) throws IOException {
    PeakMemory.reset();
    Path folder = Files.createTempDirectory("sorrel-evaluate-zips-");
    Optional<PictureZip> zip = PictureZip.open(path);
    try {
      return of(path, zip, lastClassApart(zip, folder));
    } finally {
      zip.ifPresent(PictureZip::close);
      FileTrees.delete(folder);
    }
  }

  private Outcome of(Path path, Optional<PictureZip> zip, Optional<LastClassApart> apart)
      throws IOException {
    Contract.Model made = client.createModel(ZipFiles.title(path), plan.target());
    Importing.Outcome imported =
        new Importing(client, terminal)
            .run(made.id(), apart.map(LastClassApart::others).orElse(path));
    Training.Outcome trained =
        new Training(client, terminal).run(made.id(), plan.target(), plan.budget());
    Contract.Model model = trained.model();
    Optional<Interval> accuracy = trained.serving().accuracy();
    accuracy.ifPresent(known -> terminal.note(Words.sentence(known)));
    TestingSource testing = new TestingSource(client, zip);
    List<TestingPictures.Labelled> own = testing.of(model, labels(model)::contains);
    Optional<ClassificationFigures> classified =
        own.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new ClassificationCheck(client, terminal, plan.warmUp())
                    .run(model.id(), TestingPictures.some(own, CLASSIFICATIONS_MAX), accuracy));
    Optional<Answers> before = Optional.empty();
    List<TestingPictures.Labelled> asked = TestingPictures.evenly(own, ASKED_MAX);
    if (!asked.isEmpty() && (apart.isPresent() || !plan.unknown().isEmpty())) {
      before = Optional.of(asking().ask(model.id(), asked, "of the classes trained"));
    }
    new UnknownCheck(asking(), terminal).run(model.id(), plan.unknown(), before);
    Growth growth =
        apart.isPresent() && before.isPresent()
            ? grow(model, testing, apart.get(), asked, before.get())
            : Growth.NONE;
    return new Outcome(
        new EvaluationRow(
            ZipFiles.title(path),
            Optional.of(zip.map(PictureZip::labels).map(Set::size).orElse(model.classes().size())),
            Optional.of(seconds(imported.elapsed())),
            Optional.of(seconds(trained.elapsed())),
            Optional.of(trained.serving().architecture()),
            accuracy.map(Interval::value),
            accuracy.map(Interval::low),
            accuracy.map(Interval::high),
            growth.grown().map(grown -> seconds(grown.elapsed())),
            growth.grown().flatMap(GrowthEvaluation.Grown::accuracy).map(Interval::value),
            apart.isPresent() ? before.flatMap(Answers::shareRight) : Optional.empty(),
            growth.after().flatMap(after -> after.old().shareRight()),
            classified.map(figures -> figures.latencies().percentileMs(0.5)),
            classified.map(figures -> figures.latencies().percentileMs(0.99)),
            growth.grown().map(GrowthEvaluation.Grown::failed),
            PeakMemory.ofThisProcessMb()),
        growth.failure());
  }

  /** Copies made ahead of all that is timed; empty if all classes are to be trained at once. */
  private Optional<LastClassApart> lastClassApart(Optional<PictureZip> zip, Path folder)
      throws IOException {
    if (!plan.expand()) {
      return Optional.empty();
    }
    if (zip.isEmpty()) {
      terminal.note("Names in this zip are not in UTF-8, so its last class cannot be held back.");
      return Optional.empty();
    }
    int classes = zip.get().labels().size();
    if (classes < CLASSES_TO_EXPAND_MIN) {
      terminal.note(
          "It has %s, so all is trained at once and no class is added later."
              .formatted(Words.plural(classes, "class", "classes")));
      return Optional.empty();
    }
    LastClassApart apart = LastClassApart.of(zip.get(), folder);
    terminal.note(
        "The last of its %d classes, '%s', is held back and added later."
            .formatted(classes, apart.label()));
    if (apart.omitted() > 0) {
      terminal.note(
          Words.of(apart.omitted(), "file") + " of the zip cannot be pictures and are left out.");
    }
    return Optional.of(apart);
  }

  /** What came of adding the last class. */
  private record Growth(
      Optional<GrowthEvaluation.Grown> grown,
      Optional<OldAndNew.Shares> after,
      Optional<String> failure) {
    static final Growth NONE = new Growth(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** A failure here leaves what was measured before. */
  private Growth grow(
      Contract.Model model,
      TestingSource testing,
      LastClassApart apart,
      List<TestingPictures.Labelled> old,
      Answers before) {
    Growth growth = Growth.NONE;
    try {
      GrowthEvaluation.Grown grown =
          new GrowthEvaluation(client, terminal, apart).run(model, old, plan.refine());
      growth = new Growth(Optional.of(grown), Optional.empty(), Optional.empty());
      List<TestingPictures.Labelled> added =
          TestingPictures.evenly(
              testing.of(client.model(model.id()), apart.label()::equals), ASKED_MAX);
      OldAndNew pictures = new OldAndNew(asking(), model.id(), old, added, apart.label());
      OldAndNew.Shares after = pictures.ask();
      terminal.note(
          "Right: %s (before: %s of the old classes)."
              .formatted(after.words(), before.shareRight().map(Words::percent).orElse("none")));
      growth = new Growth(growth.grown(), Optional.of(after), Optional.empty());
      if (plan.refine()) {
        new RefinementEvaluation(client, terminal).run(pictures);
      }
      return growth;
    } catch (ClientException | CommandFailure failure) {
      return new Growth(growth.grown(), growth.after(), Optional.of(failure.getMessage()));
    }
  }

  private Asking asking() {
    return new Asking(client, terminal);
  }

  private static Set<String> labels(Contract.Model model) {
    return model.classes().stream().map(Contract.Category::label).collect(Collectors.toSet());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
