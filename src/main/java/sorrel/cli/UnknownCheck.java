package sorrel.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import sorrel.cli.measure.Answers;
import sorrel.cli.measure.PictureZip;
import sorrel.cli.measure.TestingPictures;
import sorrel.cli.text.Words;

/** Shows a model pictures of none of its classes, and counts how often it says so. */
record UnknownCheck(Asking asking, Terminal terminal) {
  private static final int PICTURES_MAX = 500;

  /**
   * Counts and prints.
   *
   * @param own what the model said of pictures of its classes
   */
  void run(String model, List<Path> zips, Optional<Answers> own) throws IOException {
    for (Path path : zips) {
      Optional<PictureZip> zip = PictureZip.open(path);
      if (zip.isEmpty()) {
        terminal.note(path + " cannot be read here, so nothing is known of its pictures.");
        continue;
      }
      try (PictureZip open = zip.get()) {
        ask(model, path, TestingPictures.evenly(open.all(), PICTURES_MAX));
      }
    }
    own.flatMap(Answers::shareUnknown)
        .ifPresent(
            share ->
                terminal.note(
                    "Of %s of its own, it took %s for known."
                        .formatted(
                            Words.of(own.orElseThrow().count(), "testing picture"),
                            Words.percent(1 - share))));
  }

  private void ask(String model, Path path, List<TestingPictures.Labelled> pictures) {
    Answers answers = asking.ask(model, pictures, "of " + path);
    terminal.note(
        answers
            .shareUnknown()
            .map(
                share ->
                    "Of %s of %s, it said of %s that it does not know what they show."
                        .formatted(
                            Words.of(answers.count(), "picture"), path, Words.percent(share)))
            .orElse("None of the pictures of " + path + " could be asked about."));
  }
}
