package sorrel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import sorrel.backbone.Backbones;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Rehearsed;
import sorrel.backbone.domain.Scaling;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ImageShape;
import sorrel.platform.blobs.BlobsException;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;
import sorrel.platform.persistence.PostgresException;

/**
 * {@code sorrel backbone}: pretrained networks for all models of a server, or of all nodes that
 * share a database and blobs. Works where their settings say; what runs sees the change at the next
 * search.
 */
@Command(
    name = "backbone",
    description = "Registers pretrained networks, on which every search then tries a head.",
    synopsisSubcommandLabel = "COMMAND")
final class BackboneCommand {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the server keeps everything. Default: ~/.sorrel")
  private Path data;

  private final Terminal terminal;

  BackboneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Commands of a person: one at a time, and nothing of them stays in memory or on the disk. */
  private <T> T backbones(Function<Backbones, T> work) {
    try {
      Map<String, String> overrides =
          data == null ? Map.of() : Map.of("data.folder", data.toAbsolutePath().toString());
      Path scratch = Files.createTempDirectory("sorrel-backbone-");
      try {
        return RegisteredNetworks.with(Settings.load(Optional.empty(), overrides), scratch, work);
      } finally {
        FileTrees.delete(scratch);
      }
    } catch (SettingsException | BlobsException | PostgresException expected) {
      throw new CommandFailure(expected.getMessage());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What a network is called if nobody says so: as its folder is, or its file. */
  static String nameOf(Path from) {
    return from.toAbsolutePath().normalize().getFileName().toString().replaceFirst("\\.onnx$", "");
  }

  /** A network of somebody else, as it lies in a folder, with what its file says of itself. */
  static Backbone addAsItIs(Backbones backbones, Path folder) {
    try {
      return backbones
          .add(
              folder,
              new Description(
                  nameOf(folder),
                  Optional.empty(),
                  Scaling.SYMMETRIC,
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty()))
          .backbone();
    } catch (BackboneException refused) {
      throw new CommandFailure(refused.getMessage());
    }
  }

  @Command(
      name = "add",
      description =
          "Registers a TensorFlow SavedModel whose weights are constants, or an ONNX file. What is not"
              + " said is taken from the file.")
  int add(
      @Parameters(
              paramLabel = "NETWORK",
              description = "The folder with saved_model.pb, an ONNX file, or a folder with one.")
          Path from,
      @Option(names = "--name", description = "What it is called. Default: as its folder or file")
          String name,
      @Option(
              names = "--input",
              paramLabel = "HxWxC",
              description = "The pictures it takes, such as 224x224x3. Default: what the file says")
          String input,
      @Option(
              names = "--scale",
              split = ",",
              description =
                  "What pixels of 0 to 255 are multiplied by; one number, or one for each channel."
                      + " Default: 1/127.5. An ONNX file that takes bytes scales them itself")
          List<Double> scale,
      @Option(
              names = "--offset",
              split = ",",
              description = "What is then added to them, likewise. Default: -1")
          List<Double> offset,
      @Option(
              names = "--input-tensor",
              paramLabel = "NAME",
              description = "Where pictures go in. Default: the only input")
          String inputTensor,
      @Option(
              names = "--features",
              paramLabel = "NAME",
              description =
                  "The output that heads are put on; of a map the mean is taken. Default: the one"
                      + " called features, or the only one of an ONNX file")
          String features,
      @Option(names = "--licence", paramLabel = "TEXT", description = "What it may be used for.")
          String licence,
      @Option(names = "--source", paramLabel = "TEXT", description = "Where it is from.")
          String source) {
    Description said =
        new Description(
            name == null ? nameOf(from) : name,
            Optional.ofNullable(input).map(BackboneCommand::shape),
            new Scaling(
                scale == null ? Scaling.SYMMETRIC.factor() : scale,
                offset == null ? Scaling.SYMMETRIC.offset() : offset),
            Optional.ofNullable(inputTensor),
            Optional.ofNullable(features),
            Optional.ofNullable(licence),
            Optional.ofNullable(source));
    try {
      found(backbones(all -> all.add(from, said))).forEach(terminal::say);
    } catch (BackboneException refused) {
      throw new CommandFailure(refused.getMessage());
    }
    return 0;
  }

  @Command(name = "list", description = "Lists what is registered.")
  int list() {
    List<Backbone> all = backbones(Backbones::list);
    if (all.isEmpty()) {
      terminal.note("No network is registered.");
    }
    all.forEach(each -> terminal.say(words(each)));
    return 0;
  }

  @Command(name = "remove", description = "Removes a network; models that use it keep their copy.")
  int remove(@Parameters(paramLabel = "NAME") String name) {
    if (!backbones(all -> all.remove(name))) {
      throw new CommandFailure("There is no network '%s'.".formatted(name));
    }
    terminal.say("Removed " + name);
    return 0;
  }

  static ImageShape shape(String text) {
    Matcher sizes = Pattern.compile("(\\d{1,4})x(\\d{1,4})x([13])").matcher(text);
    if (!sizes.matches() || text.startsWith("0") || text.contains("x0")) {
      throw new CommandFailure(
          "Write the input as height x width x channels, such as 224x224x3, with 1 or 3 channels.");
    }
    return new ImageShape(
        Integer.parseInt(sizes.group(1)),
        Integer.parseInt(sizes.group(2)),
        Integer.parseInt(sizes.group(3)));
  }

  private static List<String> found(Backbones.Added added) {
    Backbone backbone = added.backbone();
    return List.of(
        "Registered " + words(backbone),
        "Pictures go into %s, features come from %s."
            .formatted(backbone.inputTensor(), backbone.featuresTensor()),
        backbone.outputs().isEmpty()
            ? "The file says nothing of its outputs."
            : "The file says that it gives: %s.".formatted(String.join("; ", backbone.outputs())),
        engines(added.rehearsed()));
  }

  static String engines(Rehearsed rehearsed) {
    if (rehearsed.withoutOnnx().isPresent()) {
      return "It is kept as SavedModel only: %s.".formatted(rehearsed.withoutOnnx().get());
    }
    if (rehearsed.savedModelMillis().isEmpty()) {
      return "It is kept as ONNX only, and so will be what is exported of models that use it.";
    }
    double tensorFlow = rehearsed.savedModelMillis().orElseThrow();
    double onnxRuntime = rehearsed.onnxMillis().orElseThrow();
    return String.format(
        Locale.ROOT,
        "It is kept as SavedModel and as ONNX. Here %s is faster: TensorFlow takes %.1f ms for a"
            + " picture, ONNX Runtime %.1f ms.",
        onnxRuntime < tensorFlow ? "ONNX Runtime" : "TensorFlow",
        tensorFlow,
        onnxRuntime);
  }

  private static String words(Backbone backbone) {
    return String.format(
        Locale.ROOT,
        "%s: %dx%dx%d, %,d features, %,d parameters, %.1f ms a picture%s",
        backbone.name(),
        backbone.input().height(),
        backbone.input().width(),
        backbone.input().channels(),
        backbone.features(),
        backbone.parameters(),
        backbone.millisPerPicture(),
        backbone.licence().map(licence -> ", " + licence).orElse(""));
  }
}
