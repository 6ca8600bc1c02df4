package sorrel.loadtest.kills;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import sorrel.cli.client.Contract;
import sorrel.loadtest.nodes.Acknowledged;
import sorrel.loadtest.nodes.AnyNode;
import sorrel.loadtest.nodes.Pauses;
import sorrel.loadtest.scenario.DrawnDigits;

/**
 * Begins what is under way when a node dies.
 *
 * @param learner a model that is trained again and again
 * @param answering a model that answers, and learns of the pictures that are added to it
 */
record Works(AnyNode nodes, Path folder, String learner, String answering) {
  private static final int CLASSES = 10;
  private static final int PICTURES_EACH = 100;

  /** So few that a round, after which a run is seen to go on, is short. */
  private static final int LEARNER_PICTURES_EACH = 40;

  /** Reached by the first round. */
  private static final double TARGET = 0.2;

  /** Reached by none. */
  private static final double TARGET_OF_LEARNER = 1;

  /** Of the learner's pictures, so that it is not done before a node dies. */
  private static final double WRONG = 0.2;

  private static final Duration BUDGET = Duration.ofSeconds(25);
  private static final Duration START_MAX = Duration.ofMinutes(2);
  private static final long SEED = 1;

  /** Imports pictures for both models, and trains the one that answers. */
  static Works prepare(AnyNode nodes, Path folder, Acknowledged acknowledged) throws IOException {
    Path zip = folder.resolve("digits.zip");
    DrawnDigits.writeZip(zip, CLASSES, LEARNER_PICTURES_EACH, WRONG, SEED);
    String learner = imported(nodes, "learner", zip, LEARNER_PICTURES_EACH, acknowledged);
    DrawnDigits.writeZip(zip, CLASSES, PICTURES_EACH, SEED);
    String answering = imported(nodes, "answering", zip, PICTURES_EACH, acknowledged);
    Contract.Run run = nodes.call(client -> client.startRun(answering, TARGET, START_MAX));
    await(new RunWork(nodes, answering, run.id()));
    Pauses.until(
        () -> nodes.call(client -> client.model(answering)).serving().isPresent(), START_MAX);
    return new Works(nodes, folder, learner, answering);
  }

  private static String imported(
      AnyNode nodes, String name, Path zip, int each, Acknowledged acknowledged) {
    String model = nodes.call(client -> client.createModel(name, TARGET_OF_LEARNER)).id();
    acknowledged.model(model);
    Contract.Task task = nodes.call(client -> client.importZip(model, zip, _ -> {}));
    await(new ImportWork(nodes, model, task.id(), CLASSES * each));
    return model;
  }

  private static void await(Work work) {
    if (!work.faultsAtEnd(START_MAX).isEmpty()) {
      throw new IllegalStateException("before anything was killed: " + work);
    }
  }

  /** Begins it, and returns once it is under way. */
  Work begin(Activity activity, int turn, Acknowledged acknowledged) throws IOException {
    return switch (activity) {
      case IMPORT -> beginImport(turn, acknowledged);
      case TRAINING -> {
        Contract.Run run =
            nodes.call(client -> client.startRun(learner, TARGET_OF_LEARNER, BUDGET));
        RunWork work = new RunWork(nodes, learner, run.id());
        Pauses.until(work::trains, START_MAX);
        yield work;
      }
      case SWAP ->
          new RunWork(
              nodes,
              answering,
              nodes.call(client -> client.startExpansion(answering, Optional.of(1.0), false)).id());
      case LOAD -> Work.none();
    };
  }

  private Work beginImport(int turn, Acknowledged acknowledged) throws IOException {
    Path zip = folder.resolve("import.zip");
    DrawnDigits.writeZip(zip, CLASSES, PICTURES_EACH, SEED + turn);
    String model = nodes.call(client -> client.createModel("imported " + turn, 1)).id();
    acknowledged.model(model);
    Contract.Task task = nodes.call(client -> client.importZip(model, zip, _ -> {}));
    return new ImportWork(nodes, model, task.id(), CLASSES * PICTURES_EACH);
  }
}
