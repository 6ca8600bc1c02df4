package sorrel.network.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkLoader;
import sorrel.network.domain.Speed;

/**
 * Loads a network with the engine that runs it fastest on this machine, by trying each: see {@link
 * Speed#fastest}. What was found for a folder is remembered while the process lives.
 */
public final class FasterNetworkLoader implements NetworkLoader {
  private static final Logger log = LoggerFactory.getLogger(FasterNetworkLoader.class);

  /** How long meeting batch sizes may take; a larger network's are few beside what each costs. */
  private static final Duration MEETING_MAX = Duration.ofSeconds(1);

  /** Folders that are remembered at most. */
  private static final int REMEMBERED_MAX = 10_000;

  private final List<Backend> backends;
  private final Duration trial;
  private final Consumer<String> chosen;
  private final Map<Path, Backend> remembered = new ConcurrentHashMap<>();

  /**
   * A loader that may choose.
   *
   * @param backends the engines, at least one
   * @param trial how long one engine is tried; a network that is slower is run once a batch size
   * @param chosen hears the name of the engine of each network that was loaded
   */
  public FasterNetworkLoader(List<Backend> backends, Duration trial, Consumer<String> chosen) {
    if (backends.isEmpty()) {
      throw new IllegalArgumentException("No engine to load networks with");
    }
    this.backends = List.copyOf(backends);
    this.trial = trial;
    this.chosen = chosen;
  }

  /** A network in memory, and what runs it. */
  private record Opened(Backend backend, Network network) {}

  @Override
  public Network load(Path folder, ImageShape input) {
    Backend known = remembered.get(folder);
    Opened best =
        known == null
            ? fastest(folder, input)
            : new Opened(known, met(known, open(known, folder, input), input));
    chosen.accept(best.backend().name());
    return best.network();
  }

  private Opened fastest(Path folder, ImageShape input) {
    List<Opened> opened = new ArrayList<>();
    try {
      open(folder, input, opened);
      Opened best = opened.size() == 1 ? opened.getFirst() : tried(opened, folder, input);
      met(best.backend(), best.network(), input);
      opened.remove(best);
      remember(folder, best.backend());
      return best;
    } finally {
      opened.forEach(each -> each.network().close());
    }
  }

  /** Opens a network with each engine that can. */
  private void open(Path folder, ImageShape input, List<Opened> opened) {
    List<IllegalArgumentException> refusals = new ArrayList<>();
    for (Backend backend : backends) {
      if (!backend.finds(folder)) {
        continue;
      }
      try {
        opened.add(new Opened(backend, open(backend, folder, input)));
      } catch (IllegalArgumentException refusal) {
        refusals.add(refusal);
      }
    }
    if (opened.isEmpty()) {
      throw refusals.isEmpty()
          ? new IllegalArgumentException("No exported network in " + folder)
          : refusals.getFirst();
    }
    refusals.forEach(refusal -> log.warn("{}", refusal.getMessage(), refusal));
  }

  /** Opens it and runs it once, which shows whether it takes such pictures. */
  private static Network open(Backend backend, Path folder, ImageShape input) {
    Network network = backend.open(folder, input);
    try {
      network.features(new byte[input.size()], 1);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw new IllegalArgumentException("The network does not run: " + folder, e);
    }
  }

  private Opened tried(List<Opened> opened, Path folder, ImageShape input) {
    List<Speed> speeds =
        Trial.of(
            opened.stream()
                .map(each -> new Trial.Runner(each.backend().name(), each.network()))
                .toList(),
            input,
            trial);
    Opened best = opened.get(Speed.fastest(speeds));
    log.info("{} takes {}: {}", folder.getFileName(), best.backend().name(), words(speeds));
    return best;
  }

  private static String words(List<Speed> speeds) {
    return speeds.stream()
        .map(
            speed ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f us for 1 picture, %.0f us for %d",
                    speed.engine(),
                    speed.loneMicros(),
                    speed.batchMicros(),
                    Speed.BATCH))
        .collect(Collectors.joining("; "));
  }

  /** Runs a network once with each batch size that is slow when it is new to the engine. */
  private static Network met(Backend backend, Network network, ImageShape input) {
    long end = System.nanoTime() + MEETING_MAX.toNanos();
    for (int count = 2; count <= backend.sizesToMeet() && System.nanoTime() < end; count++) {
      network.features(new byte[count * input.size()], count);
    }
    return network;
  }

  private void remember(Path folder, Backend backend) {
    if (remembered.size() < REMEMBERED_MAX) {
      remembered.put(folder, backend);
    }
  }
}
