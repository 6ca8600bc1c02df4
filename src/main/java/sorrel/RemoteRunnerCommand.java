package sorrel;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sorrel.cli.CommandFailure;
import sorrel.cli.Terminal;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ModelId;
import sorrel.network.Networks;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.platform.config.Settings;
import sorrel.platform.config.SettingsException;
import sorrel.platform.serialization.Json;
import sorrel.platform.telemetry.Logs;
import sorrel.remote.client.KeptModels;
import sorrel.remote.client.RunnerClient;
import sorrel.remote.client.RunnerEnded;
import sorrel.remote.domain.Hello;
import sorrel.training.DatasetCache;
import sorrel.training.JobRunner;
import sorrel.training.PictureDecoder;
import sorrel.training.domain.RunnerKind;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.engine.NativeLibrary;

/** {@code sorrel runner}: trains for a server elsewhere, without being a part of its cluster. */
@Command(
    name = "runner",
    description = {
      "Trains on this machine for a server elsewhere, which it reaches by its address alone.",
      "Its token comes from POST /api/v1/runner-tokens there, best given as SORREL_RUNNER_TOKEN."
    },
    mixinStandardHelpOptions = true)
final class RemoteRunnerCommand implements Callable<Integer> {
  private static final String TOKEN = "SORREL_RUNNER_TOKEN";
  private static final long GIB = 1L << 30;

  @Option(
      names = "--server",
      paramLabel = "URL",
      required = true,
      description = "Such as https://sorrel.example.org")
  private URI server = URI.create("");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "Better as SORREL_RUNNER_TOKEN: others on this machine see arguments.")
  private Optional<String> token = Optional.empty();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Trainings at once. Default: 1, or sorrel.training.slots")
  private Optional<Integer> slots = Optional.empty();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "For pictures and networks at hand. Default: ~/.sorrel/runner")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "GIB",
      description = "How much of them to keep between trainings. Default: ${DEFAULT-VALUE}",
      defaultValue = "20")
  private int keep = 20;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings of training, in HOCON; see sorrel-defaults.conf.")
  private Optional<Path> config = Optional.empty();

  private final Terminal terminal;

  RemoteRunnerCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path home = folder.orElseGet(() -> terminal.sorrelHome().resolve("runner")).toAbsolutePath();
    Settings settings = settings(home);
    checkAddress();
    int atOnce = slots.orElse(settings.training().slots());
    if (atOnce < 1 || atOnce > Hello.SLOTS_MAX) {
      throw new CommandFailure("--slots takes 1 to %d.".formatted(Hello.SLOTS_MAX));
    }
    if (keep < 1) {
      throw new CommandFailure("--keep takes 1 or more.");
    }
    try (FileChannel _ = locked(home)) {
      work(settings, home, atOnce);
    } catch (RunnerEnded reason) {
      throw new CommandFailure(reason.getMessage());
    } catch (IOException failure) {
      throw new CommandFailure(
          "The folder %s cannot be used: %s".formatted(home, failure.getMessage()));
    }
    return 0;
  }

  private Settings settings(Path home) {
    try {
      Map<String, String> overrides = new HashMap<>();
      overrides.put("data.folder", home.toString());
      Settings settings = Settings.load(config, overrides);
      Logs.apply(settings.log());
      return settings;
    } catch (SettingsException expected) {
      throw new CommandFailure(expected.getMessage());
    }
  }

  private void checkAddress() {
    String scheme = Optional.ofNullable(server.getScheme()).orElse("");
    if (!List.of("http", "https").contains(scheme) || server.getHost() == null) {
      throw new CommandFailure("--server takes an address such as https://sorrel.example.org");
    }
    if (scheme.equals("http") && !isThisMachine(server.getHost())) {
      terminal.note(
          "Pictures and the token go over the network as they are; https would keep them private.");
    }
  }

  private static boolean isThisMachine(String host) {
    return List.of("localhost", "127.0.0.1", "[::1]").contains(host);
  }

  /** Held until this process ends, however it ends. */
  private static FileChannel locked(Path home) throws IOException {
    Files.createDirectories(
        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel channel =
        FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw new CommandFailure(
          "Another runner works in %s. Give each a folder of its own with --folder."
              .formatted(home));
    }
    return channel;
  }

  private void work(Settings settings, Path home, int atOnce) throws IOException {
    String secret =
        token
            .or(() -> Optional.ofNullable(terminal.environment().get(TOKEN)))
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "A runner needs a token: set SORREL_RUNNER_TOKEN to one that was made with POST"
                            + " /api/v1/runner-tokens."));
    Thread.ofPlatform().name("native-library").daemon().start(NativeLibrary::load);
    // What a newer server adds is passed over, by the rules for messages between nodes.
    ObjectMapper json = Json.tolerant(Foundation.mapper());
    RunnerClient client =
        RunnerClient.of(server, secret.strip(), json, home.resolve("cache/blobs"), keep * GIB / 4);
    PictureReader pictures =
        new PictureReader(
            new PictureLimits(settings.picture().bytesMax(), settings.picture().pixelsMax()));
    Path datasetFolder = home.resolve("cache/datasets");
    Path networkFolder = home.resolve("cache/versions");
    // Copies of blobs that are kept beside them.
    FileTrees.delete(networkFolder);
    DatasetCache datasets =
        new DatasetCache(
            datasetFolder,
            client.images(),
            new PictureDecoder(pictures),
            RunnerRole.threads(settings.training()).helpers());
    Networks networks =
        Contexts.networks(networkFolder, client::blobs, settings.inference(), _ -> {});
    Consumer<ModelId> erase =
        model -> {
          datasets.erase(model);
          networks.erase(model);
          client.erase(model);
        };
    JobRunner jobs =
        RunnerRole.jobs(
            settings,
            home,
            datasets,
            client.images(),
            pictures,
            networks,
            client::blobs,
            json,
            client.progress());
    KeptModels kept = new KeptModels(List.of(datasetFolder, networkFolder), keep * GIB, erase);
    CompletableFuture<RunnerKind> kind = RunnerRole.kind(settings.training());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(client::close));
    client.run(
        (job, cancelled) -> {
          kept.used(job.key().model(), client.busy(), Instant.now());
          return jobs.execute(job, cancelled);
        },
        atOnce,
        () -> RunnerTraits.ofAll(kind.getNow(RunnerKind.CPU), datasets.near()),
        erase,
        terminal::note);
  }
}
