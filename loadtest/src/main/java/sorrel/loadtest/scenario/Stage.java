package sorrel.loadtest.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import sorrel.cli.client.Contract;
import sorrel.cli.client.PictureTypes;
import sorrel.cli.client.SorrelClient;
import sorrel.cli.measure.LoadFigures;
import sorrel.cli.measure.ManyConnections;
import sorrel.cli.measure.WireRequest;
import sorrel.loadtest.report.Row;
import sorrel.loadtest.report.Target;
import sorrel.loadtest.server.Account;
import sorrel.loadtest.server.Loaded;

/** A server that runs, an account on it, and what scenarios do with them. */
public final class Stage {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
  private static final int OK = 200;
  private static final double MICROS_PER_NANO = 1e-3;

  private final Loaded server;
  private final SorrelClient client;

  private Stage(Loaded server, SorrelClient client) {
    this.server = server;
    this.client = client;
  }

  /** Makes an account on a server that is new. */
  public static Stage on(Loaded server) {
    return registered(server, Account.next());
  }

  /** Makes a certain account on a server that is new. */
  static Stage registered(Loaded server, Account account) {
    anyone(server).register(account.email(), account.password());
    return of(server, account);
  }

  /** Of an account that a server has. */
  static Stage of(Loaded server, Account account) {
    SorrelClient anyone = anyone(server);
    return with(server, anyone.logIn(account.email(), account.password()).token());
  }

  /** Of whoever has a token. */
  static Stage with(Loaded server, String token) {
    return new Stage(server, anyone(server).as(token));
  }

  private static SorrelClient anyone(Loaded server) {
    return new SorrelClient(server.address(), Optional.empty());
  }

  public URI address() {
    return server.address();
  }

  /** The secret that the account's requests carry. */
  public String token() {
    return client.token().orElseThrow();
  }

  /** Says how far it is. */
  void say(String words) {
    System.err.println(words);
  }

  /** Makes a model of a zip of pictures, with all of them imported, and returns its id. */
  public String importModel(String name, Path zip, double target) {
    String model = client.createModel(name, target).id();
    Contract.Task task = client.importZip(model, zip, sent -> {});
    while (!task.finished()) {
      pause();
      task = client.task(task.id());
    }
    if (!task.status().equals("succeeded")) {
      throw new IllegalStateException("the import " + task.status() + ": " + task.problemWords());
    }
    return model;
  }

  /** Trains a model until a version answers. */
  public void train(String model, double target, Duration budget) {
    Contract.Run run = client.startRun(model, target, budget);
    while (!run.finished()) {
      pause();
      run = client.run(model, run.id());
    }
    Contract.Model now = client.model(model);
    while (run.state().equals("succeeded") && now.serving().isEmpty()) {
      pause();
      now = client.model(model);
    }
    if (now.serving().isEmpty()) {
      throw new IllegalStateException("training " + run.state() + ": " + run.message().orElse(""));
    }
  }

  /** The architecture of the version that answers. */
  String architecture(String model) {
    return client.model(model).serving().map(Contract.Serving::architecture).orElse("none");
  }

  /** Starts a run and returns its id at once. */
  String startRun(String model, Duration budget) {
    return client.startRun(model, 1, budget).id();
  }

  /** What has become of a run. */
  Contract.Run run(String model, String run) {
    return client.run(model, run);
  }

  void cancelRun(String model, String run) {
    client.cancelRun(model, run);
  }

  /** Switches a model's history. */
  public void keep(String model, History history) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/models/" + model))
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"history\":\"" + history.word() + "\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IOException("history was not changed: " + answer.body());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("told to stop", stopped);
    }
  }

  /** A classification of a picture, as it is sent. */
  public WireRequest classification(String model, byte[] picture) {
    return WireRequest.classification(
        server.address(), token(), model, PictureTypes.of(picture), picture);
  }

  /** Measures what a load does, the server's processor time included. */
  Row measured(String name, Supplier<LoadFigures> load, Target... targets) {
    Duration before = server.processorTime();
    LoadFigures figures = load.get();
    Duration used = server.processorTime().minus(before);
    double micros = used.toNanos() * MICROS_PER_NANO / Math.max(1, figures.requests());
    say(
        "  %s: %.2f s, %,.0f a second, %,d failed"
            .formatted(name, figures.seconds(), figures.okPerSecond(), figures.failed()));
    return new Row(name, figures, micros, List.of(targets));
  }

  /** The same with connections that are open before the measurement begins. */
  Row measured(
      String name,
      int connections,
      Function<ManyConnections, LoadFigures> load,
      Target... targets) {
    WireRequest first = WireRequest.get(server.address(), "/health/live");
    try (ManyConnections open = ManyConnections.open(server.addresses(), connections, first)) {
      return measured(name, () -> load.apply(open), targets);
    }
  }

  /**
   * Classifications that came to a model.
   *
   * @param inMemory those that found it in memory
   */
  record Hits(double inMemory, double all) {
    Hits since(Hits before) {
      return new Hits(inMemory - before.inMemory, all - before.all);
    }

    double share() {
      return inMemory / Math.max(1, all);
    }
  }

  /** Since the server started. */
  Hits hits() {
    String figures = get("/metrics");
    double inMemory = figure(figures, "classifications_received_total{model=\"in-memory\"");
    double first = figure(figures, "classifications_received_total{model=\"loaded-first\"");
    return new Hits(inMemory, inMemory + first);
  }

  private static double figure(String figures, String name) {
    return figures
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private String get(String path) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(server.address().resolve(path)).build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", stopped);
    }
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", stopped);
    }
  }
}
