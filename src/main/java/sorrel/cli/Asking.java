package sorrel.cli;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.Answers;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.ProgressText;
import sorrel.cli.text.Words;

/** Asks a model about many pictures, on a line of progress. */
record Asking(SorrelClient client, Terminal terminal) {
  /**
   * What the model says of them.
   *
   * @param whose which pictures these are, in words such as {@code of the class 'owl'}
   */
  Answers ask(String model, List<TestingPictures.Labelled> pictures, String whose) {
    String what = Words.of(pictures.size(), "picture") + " " + whose;
    ProgressText text = new ProgressText("Classifying " + what, Words::of);
    LiveText line = terminal.progress();
    long start = System.nanoTime();
    Answers answers =
        Answers.to(
            pictures,
            client,
            model,
            done -> line.show(text.at(done, OptionalLong.of(pictures.size()), since(start))));
    line.end("Classified %s in %s.".formatted(what, Words.of(since(start))));
    if (answers.refused() > 0) {
      terminal.note(Words.of(answers.refused(), "picture") + " of them could not be read.");
    }
    if (answers.versions().size() > 1) {
      terminal.note(
          "Versions %s answered: the model changed meanwhile."
              .formatted(String.join(" and ", answers.versions())));
    }
    return answers;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
