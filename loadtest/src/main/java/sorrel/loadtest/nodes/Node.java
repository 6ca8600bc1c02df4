package sorrel.loadtest.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A {@code ./sorrel node} that is started again a second after it has ended, by its supervisor. */
public final class Node implements AutoCloseable {
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);
  private static final Duration STOP_MAX = Duration.ofSeconds(40);

  private final Plan plan;
  private final AtomicInteger ends = new AtomicInteger();
  private volatile Process process;
  private volatile Optional<Long> upSince = Optional.empty();
  private volatile boolean closed;

  /**
   * How a node is started.
   *
   * @param name for people
   * @param roles such as {@code http,model}
   * @param address where it answers, if it does
   * @param log where it says what befalls it, over all its lives
   */
  public record Plan(
      String name,
      String roles,
      List<String> command,
      Map<String, String> environment,
      Optional<URI> address,
      Path log) {
    public Plan {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }
  }

  private Node(Plan plan) {
    this.plan = plan;
    this.process = begin();
  }

  static Node start(Plan plan) {
    return new Node(plan);
  }

  private Process begin() {
    ProcessBuilder builder =
        new ProcessBuilder(plan.command())
            .redirectError(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
    builder.environment().putAll(plan.environment());
    try {
      Process begun = builder.start();
      Thread.startVirtualThread(() -> listen(begun));
      CompletableFuture<?> _ = begun.onExit().thenRun(this::ended);
      return begun;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its only line comes when it is a member of the cluster. */
  private void listen(Process begun) {
    try (BufferedReader out = begun.inputReader(UTF_8)) {
      if (out.readLine() != null) {
        upSince = Optional.of(System.nanoTime());
      }
    } catch (IOException ended) {
      // What follows its end is done there.
    }
  }

  private void ended() {
    upSince = Optional.empty();
    ends.incrementAndGet();
    if (!closed) {
      CompletableFuture.delayedExecutor(AGAIN_AFTER.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::again);
    }
  }

  private synchronized void again() {
    if (!closed) {
      process = begin();
    }
  }

  public String name() {
    return plan.name();
  }

  public String roles() {
    return plan.roles();
  }

  /** Where it answers; empty for one that does not. */
  public Optional<URI> address() {
    return plan.address();
  }

  /** Since when it is a member, by {@link System#nanoTime}; empty while it is none. */
  public Optional<Long> upSince() {
    return upSince;
  }

  /** How often its process has ended. */
  public int ends() {
    return ends.get();
  }

  /** Kills it with SIGKILL, as a power cut would. */
  public void kill() {
    upSince = Optional.empty();
    process.destroyForcibly();
  }

  /** Asks it to stop; {@link #close} waits until it has. */
  void stop() {
    closed = true;
    synchronized (this) {
      process.destroy();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
