package sorrel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.demo.Shape;
import sorrel.cli.demo.ShapePictures;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** Makes a model of drawn pictures, unless a former start did, and shows what it says of others. */
record Demonstration(SorrelClient client, Terminal terminal, Path data, Duration budget) {
  static final String MODEL = "Drawn shapes";

  private static final double TARGET = 0.95;
  private static final int PICTURES_EACH = 100;
  private static final int NEW_PICTURES_EACH = 3;
  private static final ShapePictures TO_LEARN_FROM = new ShapePictures(1);
  private static final ShapePictures NEVER_SEEN = new ShapePictures(2);

  /** Shows it all; answers a picture's file that a person can try for themselves. */
  Path run() throws IOException {
    Contract.Model model = serving(find());
    return classifyNewPictures(model);
  }

  private Contract.Model find() {
    return client.models().stream()
        .filter(model -> model.name().equals(MODEL))
        .findFirst()
        .orElseGet(() -> client.createModel(MODEL, TARGET));
  }

  private Contract.Model serving(Contract.Model found) throws IOException {
    Training training = new Training(client, terminal);
    if (found.serving().isPresent()) {
      terminal.note("Found the model '%s' of an earlier start.".formatted(MODEL));
      return found;
    }
    if (found.pictures() == 0) {
      importDrawnPictures(found.id());
    }
    if (found.state().equals("training")) {
      terminal.note("An earlier start's training goes on.");
      Contract.Model ended = training.awaitEnd(found.id());
      if (ended.serving().isPresent()) {
        return ended;
      }
    }
    Training.Outcome trained = training.run(found.id(), TARGET, budget);
    terminal.say("Trained in " + Words.of(trained.elapsed()) + ".");
    trained.serving().accuracy().map(Words::sentence).ifPresent(terminal::say);
    return trained.model();
  }

  private void importDrawnPictures(String model) throws IOException {
    long start = System.nanoTime();
    Path zip = Files.createTempFile("sorrel-shapes-", ".zip");
    try {
      TO_LEARN_FROM.writeZip(zip, PICTURES_EACH);
      terminal.say(
          "Drew %s of %d shapes in %s."
              .formatted(
                  Words.of((long) PICTURES_EACH * Shape.values().length, "picture"),
                  Shape.values().length,
                  Words.of(Duration.ofNanos(System.nanoTime() - start))));
      Importing.Outcome imported = new Importing(client, terminal).run(model, zip);
      terminal.say(imported.sentence());
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private Path classifyNewPictures(Contract.Model model) throws IOException {
    Path folder = Files.createDirectories(data.resolve("demo-pictures"));
    Table table = new Table("a new picture of a", "answer", ">probability", "");
    int right = 0;
    int all = 0;
    Path example = folder;
    long nanos = 0;
    for (Shape shape : Shape.values()) {
      for (int number = 1; number <= NEW_PICTURES_EACH; number++) {
        byte[] png = NEVER_SEEN.png(shape, number);
        example = folder.resolve(shape.label() + "-" + number + ".png");
        Files.write(example, png);
        long start = System.nanoTime();
        Contract.Classification answer = client.classify(model.id(), png);
        nanos += System.nanoTime() - start;
        boolean isRight = answer.closest().equals(shape.label());
        right += isRight && !answer.unknown() ? 1 : 0;
        all++;
        table.row(
            shape.label(),
            answer.unknown()
                ? "I don't know (closest: " + answer.closest() + ")"
                : answer.closest(),
            Words.percent(answer.probability()),
            answer.unknown() ? "" : isRight ? "right" : "wrong");
      }
    }
    terminal.say("");
    table.lines().forEach(terminal::say);
    terminal.say(
        "%d of %d right, %s a picture. They are in %s."
            .formatted(right, all, Words.of(Duration.ofNanos(nanos / all)), folder));
    return example;
  }
}
