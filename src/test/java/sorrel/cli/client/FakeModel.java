package sorrel.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A model of a {@link FakeSorrel}: imports and runs end after a few looks at them; a version knows
 * the classes that had been imported when its run ended.
 */
final class FakeModel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOOKS = 1;

  /** Versions 1 to 3: trained, expanded, refined. */
  private static final List<Double> ACCURACIES = List.of(0.972, 0.951, 0.963);

  final String id;
  final String name;
  private final List<List<String>> uploads = new ArrayList<>();
  private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
  private final Map<String, Integer> looks = new LinkedHashMap<>();
  private final SortedSet<String> labels = new TreeSet<>();
  private Optional<JsonNode> expansion = Optional.empty();
  private SortedSet<String> known = new TreeSet<>();
  private String state = "empty";
  private int version;

  FakeModel(String id, String name) {
    this.id = id;
    this.name = name;
  }

  String state() {
    return state;
  }

  int version() {
    return version;
  }

  /** The names of the files of each zip that was imported. */
  List<List<String>> uploads() {
    return List.copyOf(uploads);
  }

  /** What was sent to ask for the newest expansion. */
  Optional<JsonNode> expansion() {
    return expansion;
  }

  /** The label that is answered to a picture of another: its own if the version knows it. */
  String answer(String label) {
    return known.isEmpty() || known.contains(label) ? label : known.first();
  }

  boolean knows(String label) {
    return known.isEmpty() || known.contains(label);
  }

  void upload(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    uploads.add(names);
    looks.remove("import");
  }

  /** Looks at the newest import; true when it has ended. */
  boolean lookAtImport() {
    if (looks.merge("import", 1, Integer::sum) <= LOOKS) {
      return false;
    }
    for (String name : uploads.isEmpty() ? List.<String>of() : uploads.getLast()) {
      Path folder = Path.of(name).getParent();
      labels.add(folder.getFileName().toString());
    }
    if (labels.isEmpty()) {
      labels.addAll(Set.of("cat", "dog"));
    }
    if (state.equals("empty")) {
      state = "ready-to-train";
    }
    return true;
  }

  int importLooks() {
    return looks.getOrDefault("import", 0);
  }

  void serve() {
    version++;
    known = new TreeSet<>(labels);
    state = "serving";
  }

  ObjectNode startRun(String kind) {
    ObjectNode run = run(kind);
    state = kind.equals("search") ? "training" : kind.equals("expansion") ? "expanding" : state;
    runs.put(run.path("id").asText(), run);
    return run;
  }

  ObjectNode startExpansion(JsonNode asked) {
    expansion = Optional.of(asked);
    return startRun("expansion");
  }

  /** A run that goes on a little with each look. */
  ObjectNode run(String id, boolean fails) {
    ObjectNode run = runs.get(id);
    if (run.has("finishedAt")) {
      return run;
    }
    if (looks.merge(id, 1, Integer::sum) <= LOOKS) {
      return run.put("state", "running");
    }
    run.put("finishedAt", "2026-01-01T00:01:30Z");
    if (fails) {
      state = "serving";
      return run.put("state", "failed")
          .put("ending", "lost-too-much")
          .put("message", "The old classes would have lost too much.");
    }
    serve();
    if (run.path("kind").asText().equals("expansion")
        && expansion.get().path("refine").asBoolean()) {
      startRun("refinement");
    }
    return run.put("state", "succeeded").put("promoted", version);
  }

  ObjectNode json() {
    ObjectNode model = JSON.createObjectNode();
    model.put("id", id).put("name", name).put("state", state).put("targetAccuracy", 0.95);
    model.put("expandable", true).put("history", "durable").put("images", 0);
    model.put("importing", false).put("createdAt", "2026-01-01T00:00:00Z");
    labels.forEach(
        label ->
            model
                .withArray("classes")
                .addObject()
                .put("id", label + "-id")
                .put("label", label)
                .put("training", 3)
                .put("testing", 1));
    runs.keySet().stream().reduce((_, last) -> last).ifPresent(run -> model.put("run", run));
    if (version > 0) {
      model.set("serving", version(version));
    }
    return model;
  }

  ObjectNode version(int number) {
    ObjectNode json = JSON.createObjectNode().put("version", number).put("architecture", "small");
    double accuracy = ACCURACIES.get(number - 1);
    json.putObject("accuracy")
        .put("value", accuracy)
        .put("low", accuracy - 0.011)
        .put("high", accuracy + 0.008);
    return json;
  }

  private ObjectNode run(String kind) {
    ObjectNode run = JSON.createObjectNode().put("id", "run-" + (runs.size() + 1));
    run.put("model", id).put("kind", kind).put("state", "queued").put("targetAccuracy", 0.95);
    run.put("budget", "PT15M").put("trainingSeconds", 1.5).put("createdAt", "2026-01-01T00:00:00Z");
    ObjectNode small = run.putArray("candidates").addObject();
    small.put("architecture", "small").put("parameters", 12345).put("state", "training");
    small.put("epochs", 2).put("epochsPlanned", 3).put("trainingSeconds", 1.5);
    small.putObject("accuracy").put("value", 0.9).put("low", 0.85).put("high", 0.94);
    if (kind.equals("search")) {
      ObjectNode large = run.withArray("candidates").addObject();
      large.put("architecture", "large").put("parameters", 99999).put("state", "waiting");
      large.put("epochs", 0).put("epochsPlanned", 3).put("trainingSeconds", 0.0);
    }
    return run;
  }
}
