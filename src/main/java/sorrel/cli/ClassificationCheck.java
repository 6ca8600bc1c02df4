package sorrel.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.ClassificationFigures;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.ProgressText;
import sorrel.cli.text.Words;
import sorrel.kernel.Interval;

/**
 * Classifies testing pictures one after the other: how fast, and whether as well as the server
 * says.
 *
 * @param warmUp classifications before those that are measured
 */
record ClassificationCheck(SorrelClient client, Terminal terminal, int warmUp) {
  /**
   * Classifies and prints.
   *
   * @param pictures at least one, drawn at random from all testing pictures
   * @param heldOut the accuracy that the server says the model has
   */
  ClassificationFigures run(
      String model, List<TestingPictures.Labelled> pictures, Optional<Interval> heldOut) {
    ProgressText text = new ProgressText("Classifying", Words::of);
    LiveText line = terminal.progress();
    // Not before the first: what is sent to warm up is not shown.
    AtomicLong start = new AtomicLong();
    ClassificationFigures figures =
        ClassificationFigures.measure(
            client,
            model,
            pictures,
            warmUp,
            done -> {
              start.compareAndSet(0, System.nanoTime());
              Duration elapsed = Duration.ofNanos(System.nanoTime() - start.get());
              line.show(text.at(done, OptionalLong.of(pictures.size()), elapsed));
            });
    line.end(
        "Classified %s, one after the other."
            .formatted(Words.of(figures.latencies().count(), "testing picture")));
    compare(figures, heldOut);
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
}
