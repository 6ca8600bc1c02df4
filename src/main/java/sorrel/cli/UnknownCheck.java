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
   * @param own what the model said of testing pictures of its classes
   */
  void run(String model, List<Path> zips, Optional<Answers> own) throws IOException {
    for (Path path : zips) {
      Optional<PictureZip> zip = PictureZip.open(path);
      if (zip.isEmpty()) {
        terminal.note(path + " cannot be read here, so nothing is known of its pictures.");
        continue;
      }
      try (PictureZip open = zip.get()) {
        String whose = "of " + ZipFiles.title(path);
        terminal.note(
            words(
                asking.ask(model, TestingPictures.evenly(open.all(), PICTURES_MAX), whose),
                whose,
                own));
      }
    }
  }

  private static String words(Answers others, String whose, Optional<Answers> own) {
    String known =
        own.flatMap(
                answers ->
                    answers
                        .shareUnknown()
                        .map(
                            share ->
                                "; %s of %s of its own classes were not"
                                    .formatted(
                                        Words.percent(1 - share),
                                        Words.of(answers.count(), "testing picture"))))
            .orElse("");
    return others
        .shareUnknown()
        .map(
            share ->
                "Unknown: %s of %s %s were answered so%s."
                    .formatted(
                        Words.percent(share), Words.of(others.count(), "picture"), whose, known))
        .orElse("Unknown: no picture %s could be asked about.".formatted(whose));
  }
}
