package sorrel.loadtest.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import sorrel.loadtest.scenario.DrawnDigits;

/**
 * Steady questions to all nodes in turns: classifications that are waited for, some that are not,
 * and pictures that are added. Who finds a node gone asks the next, as a proxy before them does.
 */
public final class Load implements AutoCloseable {
  private static final Duration EACH = Duration.ofMillis(200);

  /** Of so many requests one is accepted to be answered later. */
  private static final int LATER_EVERY = 5;

  /** Of so many requests one adds a picture. */
  private static final int ADDED_EVERY = 7;

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;
  private static final int DIGITS = 3;
  private static final Duration LAST_MAX = Duration.ofSeconds(60);

  private final AnyNode nodes;
  private final List<String> models;
  private final RandomGenerator random;
  private final Acknowledged acknowledged;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger number = new AtomicInteger();
  private final Map<String, NavigableSet<Long>> answers = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  private Load(
      AnyNode nodes, List<String> models, RandomGenerator random, Acknowledged acknowledged) {
    this.nodes = nodes;
    this.models = List.copyOf(models);
    models.forEach(model -> answers.put(model, new ConcurrentSkipListSet<>()));
    this.random = random;
    this.acknowledged = acknowledged;
  }

  /**
   * Begins, until it is closed.
   *
   * @param models of drawn digits, asked in turns; each answers
   */
  public static Load begin(
      AnyNode nodes, List<String> models, RandomGenerator random, Acknowledged acknowledged) {
    Load load = new Load(nodes, models, random, acknowledged);
    load.clock.scheduleAtFixedRate(load::next, 0, EACH.toMillis(), TimeUnit.MILLISECONDS);
    return load;
  }

  /** The longest time since a moment in which one of the models answered no classification. */
  public Duration longestSilence(long sinceNanos) {
    return answers.values().stream()
        .map(each -> longestSilence(each, sinceNanos))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static Duration longestSilence(NavigableSet<Long> answers, long sinceNanos) {
    long last = sinceNanos;
    long longest = 0;
    for (long answer : answers.tailSet(sinceNanos)) {
      longest = Math.max(longest, answer - last);
      last = answer;
    }
    return Duration.ofNanos(Math.max(longest, System.nanoTime() - last));
  }

  /** Whether each model has answered a classification since a moment. */
  public boolean isAnswered(long sinceNanos) {
    return answers.values().stream().noneMatch(each -> each.tailSet(sinceNanos).isEmpty());
  }

  /** Why what was asked was not done, and how often. */
  public Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  private void next() {
    int now = number.getAndIncrement();
    try {
      int digit = random.nextInt(DIGITS);
      byte[] picture = DrawnDigits.png(digit, random);
      asking.execute(() -> ask(now, digit, picture));
    } catch (IOException undrawn) {
      failures.merge(undrawn.toString(), 1, Integer::sum);
    }
  }

  private void ask(int now, int digit, byte[] picture) {
    List<URI> addresses = nodes.addresses();
    String reason = "";
    for (int i = 0; i < addresses.size(); i++) {
      try {
        take(
            now,
            nodes.send(request(addresses.get((now + i) % addresses.size()), now, digit, picture)));
        return;
      } catch (IOException gone) {
        reason = gone.getClass().getSimpleName();
      }
    }
    failures.merge(reason, 1, Integer::sum);
  }

  private String model(int number) {
    return models.get(number % models.size());
  }

  private static boolean isLater(int number) {
    return number % LATER_EVERY == 0;
  }

  private static boolean isAdded(int number) {
    return number % ADDED_EVERY == 1;
  }

  private HttpRequest request(URI address, int now, int digit, byte[] picture) {
    String model = model(now);
    String path =
        isAdded(now)
            ? "/models/%s/images?class=%d&split=training".formatted(model, digit)
            : "/models/%s/classifications".formatted(model);
    HttpRequest.Builder request =
        nodes
            .request(address, path)
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(picture));
    return isLater(now) && !isAdded(now)
        ? request.header("Prefer", "respond-async").build()
        : request.build();
  }

  private void take(int now, HttpResponse<byte[]> answer) throws IOException {
    JsonNode json = AnyNode.json(answer.body());
    switch (answer.statusCode()) {
      case OK, CREATED, ACCEPTED -> {
        if (isAdded(now)) {
          acknowledged.picture(json.path("id").asText());
        } else if (answer.statusCode() == ACCEPTED) {
          acknowledged.accepted(json.path("task").path("id").asText());
        } else {
          // Also to one that need not be waited for, where the answer was there at once.
          acknowledged.answered(json.path("task").asText());
          answers.get(model(now)).add(System.nanoTime());
        }
      }
      default ->
          failures.merge(answer.statusCode() + " " + json.path("type").asText(), 1, Integer::sum);
    }
  }

  /** Asks no more, and waits for what was asked. */
  @Override
  public void close() {
    clock.shutdownNow();
    asking.shutdown();
    try {
      if (!asking.awaitTermination(LAST_MAX.toSeconds(), TimeUnit.SECONDS)) {
        failures.merge("no answer within " + LAST_MAX.toSeconds() + " s", 1, Integer::sum);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
