package sorrel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who may import what, as lists of what is allowed. A name in them is a package: {@code model}
 * alone, {@code model..} with all below it, of Sorrel's own after {@code own}.
 *
 * @param root the package that is looked at: Sorrel's, or that of the fixtures that break the rules
 */
record ArchitectureRules(String root) {
  /** The contexts, with the other contexts that each may use: what is not here is not used. */
  private static final Map<String, List<String>> CONTEXTS =
      Map.ofEntries(
          Map.entry("account", List.of()),
          Map.entry("backbone", List.of("network")),
          Map.entry("picture", List.of()),
          Map.entry("task", List.of()),
          Map.entry("dataset", List.of("picture", "task")),
          Map.entry("network", List.of()),
          Map.entry("head", List.of()),
          Map.entry("training", List.of("dataset", "picture", "network", "head")),
          Map.entry("model", List.of("dataset", "picture", "task", "training", "network", "head")),
          Map.entry("inference", List.of("model", "picture", "task", "network", "head")),
          Map.entry("feedback", List.of("dataset", "model", "picture", "task")),
          Map.entry("remote", List.of("account", "dataset", "network", "training")),
          Map.entry("cli", List.of()));

  /** What rules without input and output need of the JDK; a path and a charset are values. */
  private static final List<String> PURE_JAVA =
      List.of(
          "java.lang..",
          "java.util..",
          "java.time..",
          "java.text..",
          "java.net",
          "java.nio.charset..",
          "java.nio.file",
          "java.io",
          "java.security");

  private static final List<String> NETWORKS =
      List.of(
          "org.tensorflow..",
          "org.bytedeco..",
          "ai.djl..",
          "ai.onnx..",
          "ai.onnxruntime..",
          "com.google.protobuf..");
  private static final List<String> JSON = List.of("com.fasterxml.jackson..");
  private static final List<String> LOG = List.of("org.slf4j..");

  /** All rules by what they say. */
  Map<String, ArchRule> all() {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("every class has a place", places());
    rules.put("the kernel is pure", within("kernel..", context -> own(List.of("kernel.."))));
    rules.put("domains are pure", domains());
    rules.put("engines know their domain and the libraries of networks", engines());
    rules.put("actors know domains and messages", actors());
    rules.put("stores know rows and blobs", stores());
    rules.put("workers know stores and files", workers());
    rules.put("routes know their context and HTTP", routes());
    rules.put("contexts use those that they may", contexts());
    rules.put("the command line is a client like any other", commandLine());
    rules.put("stores and workers belong to their context", inside());
    rules.put("the platform knows no context", platform());
    rules.put("nobody depends on the wiring", wiring());
    rules.put(
        "contexts have no cycles", slices().matching(root + ".(*)..").should().beFreeOfCycles());
    rules.put("only engines see the libraries of networks", onlyIn(NETWORKS, "..engine.."));
    rules.put(
        "only the platform sees migrations and the pool",
        onlyIn(List.of("org.flywaydb..", "com.zaxxer.."), root + ".platform..", root));
    rules.put(
        "only blobs see the library of buckets",
        onlyIn(List.of("software.amazon.awssdk.."), root + ".platform.blobs"));
    return rules;
  }

  private ArchRule places() {
    List<String> places = new ArrayList<>(List.of("", "kernel..", "platform.."));
    CONTEXTS.keySet().forEach(context -> places.add(context + ".."));
    return classes().should().resideInAnyPackage(array(own(places)));
  }

  private ArchRule domains() {
    return layer(
        "domain",
        context -> {
          List<String> allowed = new ArrayList<>(own(List.of("kernel..", context + ".domain..")));
          switch (context) {
            // A run's candidates are architectures with recipes; their values are training's.
            case "model" -> allowed.addAll(own(List.of("training.domain..", "network.domain..")));
            // What was trained is a network, its last layer a head.
            case "training" -> allowed.addAll(own(List.of("head.domain..", "network.domain..")));
            // What answers is what a head says.
            case "inference" -> allowed.addAll(own(List.of("head.domain..")));
            // What a remote runner is told and says are training's values.
            case "remote" -> allowed.addAll(own(List.of("training.domain..", "network.domain..")));
            default -> {}
          }
          return allowed;
        },
        PURE_JAVA);
  }

  private ArchRule engines() {
    return layer(
        "engine",
        context ->
            own(
                List.of(
                    "kernel..",
                    "head.domain..",
                    // The format of networks in files is the same for all who write them.
                    "network.engine.onnx..",
                    context + ".domain..",
                    context + ".engine..")),
        List.of("java.."),
        NETWORKS,
        LOG);
  }

  private ArchRule actors() {
    return layer(
        "actor",
        context -> {
          List<String> allowed =
              new ArrayList<>(
                  List.of(
                      "kernel..",
                      context + ".domain..",
                      context + ".actor..",
                      "platform.serialization..",
                      "platform.cluster..",
                      "platform.telemetry.."));
          // Other contexts' facades.
          allowed.addAll(CONTEXTS.get(context));
          switch (context) {
            // The scheduler is asked by messages, and what they carry are training's values.
            case "model" -> allowed.addAll(List.of("training.actor..", "training.domain.."));
            case "remote" -> allowed.addAll(List.of("training.actor..", "training.domain.."));
            // What is loaded and answered with is a model's version.
            case "inference" -> allowed.addAll(List.of("model.domain..", "head.domain.."));
            default -> {}
          }
          return own(allowed);
        },
        PURE_JAVA,
        List.of("akka.."),
        LOG);
  }

  private ArchRule stores() {
    return layer(
        "store",
        context ->
            own(
                List.of(
                    "kernel..",
                    context + ".domain..",
                    context + ".store..",
                    "platform.persistence..",
                    "platform.blobs..")),
        List.of("java..", "javax.sql..", "org.jdbi.."),
        JSON);
  }

  private ArchRule workers() {
    return layer(
        "worker",
        context ->
            own(
                List.of(
                    "kernel..",
                    context + ".domain..",
                    context + ".store..",
                    context + ".worker..",
                    "platform.blobs..",
                    "platform.config..",
                    "picture",
                    "task.domain..")),
        List.of("java..", "javax.imageio.."),
        JSON,
        LOG);
  }

  private ArchRule routes() {
    return layer(
        "http",
        context -> {
          List<String> allowed = new ArrayList<>(List.of("kernel..", "platform.http.."));
          // The own context but its engine.
          for (String layer :
              List.of("", ".domain..", ".store..", ".actor..", ".worker..", ".http..")) {
            allowed.add(context + layer);
          }
          // Requests carry pictures and answers tell of tasks, in any context.
          allowed.addAll(List.of("picture..", "task", "task.domain.."));
          switch (context) {
            // How long a session lasts.
            case "account" -> allowed.add("platform.config..");
            // A run tells of its candidates' architectures, a report of what a head did.
            case "model" -> allowed.addAll(List.of("training.domain..", "head.domain.."));
            // A model that is not there is the same problem wherever it is asked for, and a full
            // queue of rows is an answer.
            case "inference" ->
                allowed.addAll(List.of("model.domain..", "model.http..", "platform.persistence.."));
            // Who works remotely does training's jobs, and tells how far they are.
            case "remote" -> allowed.addAll(List.of("training", "training.domain.."));
            // Small pictures are the dataset's work, and a missing model is the same problem.
            case "feedback" -> allowed.addAll(List.of("dataset", "model.domain..", "model.http.."));
            default -> {}
          }
          return own(allowed);
        },
        List.of("java..", "akka.."),
        JSON);
  }

  private ArchRule contexts() {
    return classes()
        .that()
        .resideInAnyPackage(
            array(own(CONTEXTS.keySet().stream().map(each -> each + "..").toList())))
        .should(
            onlyDependOn(
                type -> {
                  String context = context(type);
                  List<String> allowed =
                      new ArrayList<>(List.of("kernel..", "platform..", context + ".."));
                  CONTEXTS.get(context).forEach(other -> allowed.add(other + ".."));
                  return own(allowed);
                },
                JavaClass.Predicates.resideOutsideOfPackage(root + "..")));
  }

  /** It works against the HTTP contract: a server's classes would hide where that falls short. */
  private ArchRule commandLine() {
    return within("cli..", context -> own(List.of("cli..", "kernel..")));
  }

  private ArchRule inside() {
    return classes()
        .that()
        .resideInAPackage(root + ".*..")
        .should(
            onlyDependOn(
                type -> {
                  List<String> allowed = new ArrayList<>(List.of(context(type) + ".."));
                  if (List.of("training", "remote").contains(context(type))) {
                    // Pictures are streamed to a run from their rows and packs as they lie there.
                    allowed.add("dataset.store..");
                  }
                  return own(allowed);
                },
                JavaClass.Predicates.resideOutsideOfPackages(
                    root + ".*.store..", root + ".*.worker..")));
  }

  private ArchRule platform() {
    return classes()
        .that()
        .resideInAPackage(root + ".platform..")
        .should(
            onlyDependOn(
                type -> own(List.of("kernel..", "platform..")),
                JavaClass.Predicates.resideOutsideOfPackage(root + "..")));
  }

  private ArchRule wiring() {
    return noClasses()
        .that()
        .resideInAPackage(root + ".*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(root);
  }

  private ArchRule onlyIn(List<String> libraries, String... places) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(places)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(array(libraries));
  }

  @SafeVarargs
  private ArchRule layer(
      String name, Function<String, List<String>> allowed, List<String>... libraries) {
    return within("*." + name + "..", allowed, libraries);
  }

  /** Classes of a package depend on what is allowed to their context, and on these libraries. */
  @SafeVarargs
  private ArchRule within(
      String place, Function<String, List<String>> allowed, List<String>... libraries) {
    List<String> outside = new ArrayList<>();
    for (List<String> each : libraries) {
      outside.addAll(each);
    }
    if (libraries.length == 0) {
      outside.add("java..");
    }
    DescribedPredicate<JavaClass> library =
        place.startsWith("cli")
            ? JavaClass.Predicates.resideOutsideOfPackage(root + "..")
            : JavaClass.Predicates.resideInAnyPackage(array(outside));
    return classes()
        .that()
        .resideInAPackage(root + "." + place)
        // The platform has packages of these names too, and a rule of its own.
        .and()
        .resideOutsideOfPackage(root + ".platform..")
        .should(onlyDependOn(type -> allowed.apply(context(type)), library));
  }

  private ArchCondition<JavaClass> onlyDependOn(
      Function<JavaClass, List<String>> allowed, DescribedPredicate<JavaClass> always) {
    return new ArchCondition<>("only depend on what is allowed to it") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        DescribedPredicate<JavaClass> may =
            JavaClass.Predicates.resideInAnyPackage(array(allowed.apply(type))).or(always);
        type.getDirectDependenciesFromSelf().stream()
            .filter(each -> !may.test(each.getTargetClass().getBaseComponentType()))
            .forEach(
                each -> events.add(SimpleConditionEvent.violated(each, each.getDescription())));
      }
    };
  }

  /** The context that a class is in, or {@code kernel} or {@code platform}. */
  private String context(JavaClass type) {
    String below = type.getPackageName().substring(root.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }

  private List<String> own(List<String> packages) {
    return packages.stream().map(each -> each.isEmpty() ? root : root + "." + each).toList();
  }

  private static String[] array(List<String> packages) {
    return packages.toArray(String[]::new);
  }
}
