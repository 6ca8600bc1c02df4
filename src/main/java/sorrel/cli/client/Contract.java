package sorrel.cli.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.kernel.Interval;

/**
 * What the server answers, as far as the commands read it. Members that are not named here are
 * passed over, so that a newer server can say more.
 */
public final class Contract {
  private Contract() {}

  /** A session's or a named token's secret. */
  public record Secret(String token, Optional<Instant> expiresAt) {}

  /** A page of a list; {@code next} is the cursor that goes on. */
  public record Listing<T>(List<T> items, Optional<String> next) {}

  /** A model; {@code run} is the id of its newest one. */
  public record Model(
      String id,
      String name,
      String state,
      List<Category> classes,
      Optional<String> run,
      Optional<Serving> serving) {
    public Model {
      classes = classes == null ? List.of() : List.copyOf(classes);
    }

    /** How many pictures it has to learn from and to be tested with. */
    public long pictures() {
      return classes.stream().mapToLong(each -> each.training() + each.testing()).sum();
    }
  }

  /** A class of a model, with its number of pictures. */
  public record Category(String id, String label, long training, long testing) {}

  /** The version in use; the accuracy is on the testing split, and absent if that is empty. */
  public record Serving(String version, Optional<Interval> accuracy, String architecture) {}

  /** A finished network with a head, in use or not; the accuracy is as in {@link Serving}. */
  public record Version(String version, Optional<Interval> accuracy, String architecture) {}

  /**
   * Training of a model.
   *
   * @param kind {@code search}, {@code expansion} or {@code refinement}
   * @param promoted the version that came of it
   */
  public record Run(
      String id,
      String kind,
      String state,
      double targetAccuracy,
      List<Candidate> candidates,
      Optional<String> promoted,
      Optional<String> ending,
      Optional<String> message,
      Instant createdAt,
      Optional<Instant> finishedAt) {
    public Run {
      candidates = candidates == null ? List.of() : List.copyOf(candidates);
    }

    public boolean finished() {
      return isFinished(state);
    }
  }

  /** A competitor in a run; the accuracy is on the validation part, absent before it is known. */
  public record Candidate(
      String architecture,
      long parameters,
      String state,
      int epochs,
      int epochsPlanned,
      Optional<Interval> accuracy,
      double trainingSeconds,
      Optional<String> problem) {}

  /** Work that was asked for. */
  public record Task(
      String id,
      String model,
      String kind,
      String status,
      Optional<Progress> progress,
      Optional<JsonNode> result,
      Optional<JsonNode> problem,
      Instant createdAt,
      Optional<Instant> finishedAt) {
    public boolean finished() {
      return isFinished(status);
    }

    /** The problem's sentence; empty if there is none. */
    public Optional<String> problemWords() {
      return problem
          .filter(node -> !node.isNull() && !node.isMissingNode())
          .map(
              node ->
                  node.isObject() ? node.path("detail").asText(node.toString()) : node.asText());
    }
  }

  /** How far a task is; the total may not be known yet. */
  public record Progress(long done, Optional<Long> total, Optional<String> unit) {}

  /** What an import brought. */
  public record ImportResult(
      long pictures,
      long training,
      long testing,
      long duplicates,
      long skipped,
      Optional<Refused> refused,
      double seconds) {}

  /** Files that could not be used, the first of them with a reason. */
  public record Refused(long count, List<RefusedFile> first) {
    public Refused {
      first = first == null ? List.of() : List.copyOf(first);
    }
  }

  /** A file that could not be used, and why, as a sentence. */
  public record RefusedFile(String name, Optional<String> reason, Optional<String> sentence) {}

  /**
   * The answer to a picture.
   *
   * @param unknown whether the picture is most likely of none of the classes
   * @param familiarity how much it is like what the model has learned from, 0 to 1
   */
  public record Classification(
      Optional<String> task,
      @JsonProperty("class") Optional<String> label,
      double probability,
      boolean unknown,
      Optional<Double> familiarity,
      List<Likelihood> classes,
      String version) {
    public Classification {
      classes = classes == null ? List.of() : List.copyOf(classes);
    }

    /** The most probable class, also where the model says that it does not know. */
    public String closest() {
      return label.orElseGet(() -> classes.isEmpty() ? "" : classes.getFirst().label());
    }
  }

  /** A class with its probability, 0 to 1. */
  public record Likelihood(@JsonProperty("class") String label, double probability) {}

  /** A labelled picture of a model's dataset. */
  public record Image(String id, @JsonProperty("class") Optional<String> label) {}

  /** A node of the cluster; what it holds is by kind. */
  public record Node(String address, List<String> roles, String status, Map<String, Held> holds) {
    public Node {
      roles = List.copyOf(roles);
      holds = holds == null ? Map.of() : Map.copyOf(holds);
    }
  }

  /** What a node holds of one kind. */
  public record Held(int shards, int inMemory) {}

  /** Who trains, and the jobs that wait for a slot. */
  public record Runners(List<Runner> items, int waiting, Optional<Integer> desired) {}

  /** A process that trains. */
  public record Runner(
      String name, Optional<String> kind, int slots, List<RunnerJob> running, boolean leaving) {}

  /** A job on a slot. */
  public record RunnerJob(String model, String architecture) {}

  static boolean isFinished(String status) {
    return switch (status) {
      case "succeeded", "failed", "cancelled" -> true;
      default -> false;
    };
  }
}
