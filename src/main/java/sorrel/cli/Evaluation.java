package sorrel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipFile;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.ClassificationFigures;
import sorrel.cli.measure.EvaluationRow;
import sorrel.cli.measure.PeakMemory;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.ProgressText;
import sorrel.cli.text.Words;
import sorrel.kernel.Interval;

/**
 * Measures a server on one set of pictures, from import to expansion.
 *
 * @param target accuracy that is asked for, 0 to 1
 * @param budget of training
 */
record Evaluation(SorrelClient client, Terminal terminal, double target, Duration budget) {
  /** More say little about p99 that these do not. */
  private static final int CLASSIFICATIONS_MAX = 1_000;

  EvaluationRow of(Path zip) throws IOException {
    PeakMemory.reset();
    Contract.Model made = client.createModel(ZipFiles.title(zip), target);
    Importing.Outcome imported =
        new Importing(client, terminal).run(made.id(), withoutHeldBackClass(zip));
    Training.Outcome trained = new Training(client, terminal).run(made.id(), target, budget);
    Optional<Interval> accuracy = trained.serving().accuracy();
    accuracy.ifPresent(known -> terminal.note(Words.sentence(known)));
    Optional<ClassificationFigures> classified = classify(zip, trained.model());
    classified.ifPresent(figures -> compare(figures, accuracy));
    Expanded expanded = expand();
    return new EvaluationRow(
        ZipFiles.title(zip),
        Optional.of(trained.model().classes().size()),
        Optional.of(seconds(imported.elapsed())),
        Optional.of(seconds(trained.elapsed())),
        Optional.of(trained.serving().architecture()),
        accuracy.map(Interval::value),
        accuracy.map(Interval::low),
        accuracy.map(Interval::high),
        expanded.seconds(),
        expanded.accuracy(),
        expanded.oldClassesBefore(),
        expanded.oldClassesAfter(),
        classified.map(figures -> figures.latencies().percentileMs(0.5)),
        classified.map(figures -> figures.latencies().percentileMs(0.99)),
        expanded.failed(),
        PeakMemory.ofThisProcessMb());
  }

  /** What was measured while the last class was added to a model in use. */
  record Expanded(
      Optional<Double> seconds,
      Optional<Double> accuracy,
      Optional<Double> oldClassesBefore,
      Optional<Double> oldClassesAfter,
      Optional<Integer> failed) {}

  /**
   * The pictures to train with first. Models cannot take in a class after training yet, so these
   * are all; when they can, they are a copy of the zip without its last class, which {@link
   * #expand} then adds.
   */
  private static Path withoutHeldBackClass(Path zip) {
    return zip;
  }

  /** The second half of what {@link #withoutHeldBackClass} begins. */
  private static Expanded expand() {
    return new Expanded(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private Optional<ClassificationFigures> classify(Path zip, Contract.Model model)
      throws IOException {
    Optional<ZipFile> opened = TestingPictures.open(zip);
    try {
      List<TestingPictures.Labelled> pictures =
          opened.map(file -> TestingPictures.of(file, CLASSIFICATIONS_MAX)).orElse(List.of());
      if (pictures.isEmpty()) {
        pictures = TestingPictures.of(client, model, CLASSIFICATIONS_MAX);
      }
      return pictures.isEmpty() ? Optional.empty() : Optional.of(classify(model, pictures));
    } finally {
      if (opened.isPresent()) {
        opened.get().close();
      }
    }
  }

  private ClassificationFigures classify(
      Contract.Model model, List<TestingPictures.Labelled> pictures) {
    ProgressText text = new ProgressText("Classifying", Words::of);
    LiveText line = terminal.progress();
    long start = System.nanoTime();
    ClassificationFigures figures =
        ClassificationFigures.measure(
            client,
            model.id(),
            pictures,
            done ->
                line.show(
                    text.at(
                        done,
                        OptionalLong.of(pictures.size()),
                        Duration.ofNanos(System.nanoTime() - start))));
    line.end(
        "Classified %s, one after the other."
            .formatted(Words.of(figures.latencies().count(), "testing picture")));
    return figures;
  }

  private void compare(ClassificationFigures figures, Optional<Interval> heldOut) {
    String agreement =
        heldOut
            .map(
                known ->
                    figures.agreesWith(known)
                        ? "; agrees with the server's held-out " + Words.percent(known)
                        : "; DOES NOT AGREE with the server's held-out " + Words.percent(known))
            .orElse("");
    terminal.note(
        "Right: %s of %s, %s%s."
            .formatted(
                Words.of(figures.right()),
                Words.of(figures.latencies().count()),
                Words.percent(figures.accuracy()),
                agreement));
    if (figures.refused() > 0) {
      terminal.note(Words.of(figures.refused(), "testing picture") + " could not be read.");
    }
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
