package sorrel.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.LastClassApart;
import sorrel.cli.measure.SteadyClassification;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.Words;
import sorrel.kernel.Interval;

/**
 * Adds the class that was held back to a model in use, and measures how long that takes and what it
 * does to those who use the model meanwhile.
 *
 * @param apart the set with that class apart
 */
record GrowthEvaluation(SorrelClient client, Terminal terminal, LastClassApart apart) {
  /** Enough that no answer comes from what has just been read. */
  private static final int STEADY_PICTURES_MAX = 100;

  private static final long STEADY_BYTES_MAX = 64_000_000;

  /** What is lost is to be measured; a limit would leave nothing to measure. */
  private static final Optional<Double> MAY_LOSE_ALL = Optional.of(1.0);

  /**
   * What was measured.
   *
   * @param elapsed from the request until the new version answered
   * @param accuracy of the new version on all testing pictures
   * @param failed classifications that failed meanwhile
   */
  record Grown(Duration elapsed, Optional<Interval> accuracy, int failed) {}

  /**
   * Adds the class, while pictures of the other classes are classified.
   *
   * @param pictures of these, at least one
   * @param refine whether the network is to be trained further afterwards
   * @throws CommandFailure if the model does not learn the class
   */
  Grown run(Contract.Model model, List<TestingPictures.Labelled> pictures, boolean refine) {
    String before = model.serving().map(Contract.Serving::version).orElseThrow();
    SteadyClassification steady =
        SteadyClassification.start(client, model.id(), before, steadyPictures(pictures));
    Learned learned;
    try (steady) {
      learned = learn(model.id(), refine, steady);
    }
    Contract.Version version = learned.expanded().version();
    Duration elapsed = Duration.ofNanos(learned.answered() - learned.expanded().asked());
    terminal.note(
        "Expanded in %s, from the request until version %s answered; the import of '%s' took %s."
            .formatted(
                Words.of(elapsed),
                version.version(),
                apart.label(),
                Words.of(learned.imported().elapsed())));
    say(steady.figures());
    version
        .accuracy()
        .ifPresent(
            known ->
                terminal.note(
                    "With the class '%s' it names the right class for %s of all testing pictures."
                        .formatted(apart.label(), Words.percent(known))));
    return new Grown(elapsed, version.accuracy(), steady.figures().failed());
  }

  /** What was done, and when the new version answered first, by {@link System#nanoTime}. */
  private record Learned(Importing.Outcome imported, Expanding.Outcome expanded, long answered) {}

  private Learned learn(String model, boolean refine, SteadyClassification steady) {
    Importing.Outcome imported = new Importing(client, terminal).run(model, apart.last());
    Expanding.Outcome expanded = new Expanding(client, terminal).run(model, MAY_LOSE_ALL, refine);
    return new Learned(imported, expanded, firstAnswer(steady));
  }

  private static long firstAnswer(SteadyClassification steady) {
    return steady
        .awaitOtherVersion(Expanding.PROMOTION_MAX)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "Expanding succeeded, but the new version has not answered within %s."
                        .formatted(Words.of(Expanding.PROMOTION_MAX))));
  }

  private void say(SteadyClassification.Figures figures) {
    terminal.note(
        "During import and expansion %s answered, one after the other; %s failed; the slowest took %s."
            .formatted(
                Words.plural(figures.answered(), "classification was", "classifications were"),
                figures.failed() == 0 ? "none" : Words.of(figures.failed()),
                Words.of(figures.slowest())));
    figures.reasons().forEach(reason -> terminal.note("  failed: " + reason));
  }

  private static List<byte[]> steadyPictures(List<TestingPictures.Labelled> pictures) {
    List<byte[]> read = new ArrayList<>();
    long bytes = 0;
    for (TestingPictures.Labelled picture : TestingPictures.evenly(pictures, STEADY_PICTURES_MAX)) {
      read.add(picture.content().get());
      bytes += read.getLast().length;
      if (bytes > STEADY_BYTES_MAX) {
        break;
      }
    }
    return read;
  }
}
