package sorrel.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.ServerUnreachable;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.text.LiveText;
import sorrel.cli.text.ProgressText;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** Says what pictures show. */
@Command(
    name = "classify",
    description = "Says what pictures show, by a model on a running server.")
final class ClassifyCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ServerArguments server;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The model's id or name.")
  private String model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "PICTURE",
      description = "Picture files.")
  private List<Path> pictures;

  @Option(names = "--json", description = "Prints JSON: a list with an object for each picture.")
  private boolean json;

  private final Terminal terminal;

  ClassifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What came of a picture. */
  sealed interface Answer {
    Path picture();

    /** The model's answer. */
    record Known(Path picture, Contract.Classification classification) implements Answer {}

    /** Why there is none. */
    record Failed(Path picture, String problem) implements Answer {}
  }

  @Override
  public Integer call() {
    SorrelClient client = server.client(terminal);
    Contract.Model found = ModelNames.find(client, model);
    List<Answer> answers = answers(client, found.id());
    if (json) {
      terminal.say(json(answers));
    } else {
      table(answers).forEach(terminal::say);
    }
    return answers.stream().anyMatch(Answer.Failed.class::isInstance) ? 1 : 0;
  }

  private List<Answer> answers(SorrelClient client, String id) {
    ProgressText text = new ProgressText("Classifying", Words::of);
    LiveText line = terminal.progress();
    long start = System.nanoTime();
    Stream.Builder<Answer> answers = Stream.builder();
    for (int i = 0; i < pictures.size(); i++) {
      answers.add(answer(client, id, pictures.get(i)));
      if (terminal.live() && pictures.size() > 1) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
        line.show(text.at(i + 1, OptionalLong.of(pictures.size()), elapsed));
      }
    }
    line.leave();
    return answers.build().toList();
  }

  private static Answer answer(SorrelClient client, String id, Path picture) {
    try {
      return new Answer.Known(picture, client.classify(id, Files.readAllBytes(picture)));
    } catch (ServerUnreachable gone) {
      // The other pictures would wait for the same nothing.
      throw gone;
    } catch (ClientException refused) {
      return new Answer.Failed(picture, refused.getMessage());
    } catch (IOException unreadable) {
      String problem =
          Files.exists(picture) ? "The file cannot be read." : "There is no such file.";
      return new Answer.Failed(picture, problem);
    }
  }

  private static List<String> table(List<Answer> answers) {
    Table table = new Table("picture", "class", ">probability");
    for (Answer answer : answers) {
      switch (answer) {
        case Answer.Known(Path picture, Contract.Classification c) ->
            table.row(
                picture.toString(),
                c.unknown() ? "I don't know (closest: " + c.closest() + ")" : c.closest(),
                Words.percent(c.probability()));
        case Answer.Failed(Path picture, String problem) ->
            table.row(picture.toString(), "no answer: " + problem, "-");
      }
    }
    return table.lines();
  }

  private static String json(List<Answer> answers) {
    ArrayNode list = JSON.createArrayNode();
    for (Answer answer : answers) {
      ObjectNode node = list.addObject().put("picture", answer.picture().toString());
      switch (answer) {
        case Answer.Known(Path _, Contract.Classification c) -> {
          c.task().ifPresent(task -> node.put("task", task));
          c.label().ifPresent(label -> node.put("class", label));
          node.put("probability", c.probability()).put("unknown", c.unknown());
          c.familiarity().ifPresent(familiarity -> node.put("familiarity", familiarity));
          ArrayNode classes = node.putArray("classes");
          for (Contract.Likelihood each : c.classes()) {
            classes.addObject().put("class", each.label()).put("probability", each.probability());
          }
          node.put("version", c.version());
        }
        case Answer.Failed(Path _, String problem) -> node.put("problem", problem);
      }
    }
    return list.toPrettyString();
  }
}
