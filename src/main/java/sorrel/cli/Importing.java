package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.ProgressText;
import sorrel.cli.text.Words;

/** Uploads a zip and follows its import, on a line of progress. */
final class Importing {
  private static final int REFUSED_SHOWN_MAX = 5;

  private final SorrelClient client;
  private final Terminal terminal;

  Importing(SorrelClient client, Terminal terminal) {
    this.client = client;
    this.terminal = terminal;
  }

  /**
   * Imports all pictures of a zip.
   *
   * @return what came of it, with the time that it took here from the first byte sent
   * @throws CommandFailure if the import failed as a whole
   */
  Outcome run(String model, Path zip) {
    long start = System.nanoTime();
    Contract.Task task = upload(model, zip, start);
    ProgressText text = new ProgressText("Reading pictures", Words::of);
    LiveText line = terminal.progress();
    long readingFrom = System.nanoTime();
    while (!task.finished()) {
      task.progress()
          .ifPresent(
              progress ->
                  line.show(
                      text.at(
                          progress.done(),
                          progress.total().map(OptionalLong::of).orElse(OptionalLong.empty()),
                          since(readingFrom))));
      Polling.pause();
      task = client.task(task.id());
    }
    if (!task.status().equals("succeeded")) {
      line.leave();
      throw new CommandFailure(
          "The import %s. %s".formatted(task.status(), task.problemWords().orElse("")).trim());
    }
    Outcome outcome = new Outcome(SorrelClient.importResult(task), since(start));
    line.end(outcome.sentence());
    say(outcome.result());
    return outcome;
  }

  /** What an import brought, and how long it took as seen from here. */
  record Outcome(Contract.ImportResult result, Duration elapsed) {
    String sentence() {
      return "Imported %s in %s: %s to learn from, %s held back for testing."
          .formatted(
              Words.of(result.pictures(), "picture"),
              Words.of(elapsed),
              Words.of(result.training()),
              Words.of(result.testing()));
    }
  }

  private Contract.Task upload(String model, Path zip, long start) {
    long bytes = size(zip);
    ProgressText text = new ProgressText("Uploading", Words::ofBytes);
    LiveText line = terminal.progress();
    Contract.Task task =
        client.importZip(
            model, zip, sent -> line.show(text.at(sent, OptionalLong.of(bytes), since(start))));
    line.end("Uploaded %s in %s.".formatted(Words.ofBytes(bytes), Words.of(since(start))));
    return task;
  }

  private void say(Contract.ImportResult result) {
    if (result.duplicates() > 0) {
      terminal.note(Words.of(result.duplicates(), "duplicate") + " left out.");
    }
    result
        .refused()
        .filter(refused -> refused.count() > 0)
        .ifPresent(
            refused -> {
              terminal.note(Words.of(refused.count(), "file") + " could not be used:");
              refused.first().stream()
                  .limit(REFUSED_SHOWN_MAX)
                  .forEach(
                      file ->
                          terminal.note(
                              "  %s: %s"
                                  .formatted(
                                      file.name(),
                                      file.sentence().or(file::reason).orElse("unreadable"))));
              if (refused.count() > REFUSED_SHOWN_MAX) {
                terminal.note("  and " + Words.of(refused.count() - REFUSED_SHOWN_MAX) + " more.");
              }
            });
  }

  private static long size(Path zip) {
    try {
      if (!Files.isRegularFile(zip)) {
        throw new CommandFailure("There is no file " + zip + ".");
      }
      return Files.size(zip);
    } catch (IOException unreadable) {
      throw new CommandFailure("The file " + zip + " cannot be read.", unreadable);
    }
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
