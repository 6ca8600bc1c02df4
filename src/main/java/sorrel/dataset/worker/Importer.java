package sorrel.dataset.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.dataset.store.ImportClaims;
import sorrel.kernel.TaskId;

/**
 * Keeps a node's imports going: takes up what waits, also from before a crash or from a node that
 * died, a few at a time; and tells models again what they have not confirmed.
 */
public final class Importer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Importer.class);

  /** How often it looks for imports of nodes that died and for changes that were not confirmed. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  /** Changes younger than this are still being sent by whoever made them. */
  private static final Duration CHANGE_AGE = Duration.ofSeconds(10);

  private final ImportTools tools;
  private final ImportClaims claims;
  private final ImportRun run;
  private final ConcurrentMap<TaskId, Thread> running = new ConcurrentHashMap<>();
  private final Set<TaskId> stopping = ConcurrentHashMap.newKeySet();
  private final Map<TaskId, Instant> notBefore = new HashMap<>();

  /** A permit for each time there may be something to take up. */
  private final Semaphore news = new Semaphore(0);

  private volatile boolean closed;
  private Thread looking;

  public Importer(ImportTools tools, ImportClaims claims, PictureThreads threads) {
    this.tools = tools;
    this.claims = claims;
    this.run = new ImportRun(tools, threads);
  }

  /** Begins; first of all with what an earlier process left. */
  public void start() {
    looking = Thread.ofVirtual().name("importer").start(this::look);
  }

  /** There is a new import. */
  public void wake() {
    news.release();
  }

  private void look() {
    Instant sentBefore = tools.clock().instant();
    while (!closed) {
      try {
        tools.relay().sendWaiting(sentBefore);
        takeUp();
      } catch (RuntimeException failure) {
        LOG.warn("imports could not be looked for; tried again soon", failure);
      }
      if (!pause()) {
        return;
      }
      sentBefore = tools.clock().instant().minus(CHANGE_AGE);
    }
  }

  /** Waits for news or the next look; false if interrupted. */
  private boolean pause() {
    try {
      boolean _ = news.tryAcquire(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      news.drainPermits();
      return true;
    } catch (InterruptedException interrupted) {
      return false;
    }
  }

  private void takeUp() {
    List<TaskId> open = tools.imports().open();
    notBefore.keySet().retainAll(new HashSet<>(open));
    for (TaskId id : open) {
      if (closed || running.size() >= tools.options().importsAtOnce()) {
        return;
      }
      if (!running.containsKey(id) && !stopping.contains(id) && isDue(id)) {
        claims.claim(id).ifPresent(claim -> begin(id, claim));
      }
    }
  }

  private boolean isDue(TaskId id) {
    return Optional.ofNullable(notBefore.get(id))
        .map(time -> !tools.clock().instant().isBefore(time))
        .orElse(true);
  }

  private void begin(TaskId id, ImportClaims.Claim claim) {
    // Should it fail, it is taken up again at the next look but one.
    notBefore.put(id, tools.clock().instant().plus(LOOK_EVERY));
    Thread thread =
        Thread.ofVirtual()
            .name("import-" + id)
            .unstarted(
                () -> {
                  try (claim) {
                    run.run(id, () -> closed || stopping.contains(id));
                  } catch (ImportStopped stopped) {
                    LOG.info("import {} stopped: {}", id, stopped.getMessage());
                  } catch (RuntimeException failure) {
                    LOG.warn("import {} was interrupted and will be taken up again", id, failure);
                  } finally {
                    running.remove(id);
                    news.release();
                  }
                });
    running.put(id, thread);
    thread.start();
  }

  /**
   * Stops this node's work on some imports, waits for it, and does something before any goes on.
   */
  public void whileStopped(List<TaskId> imports, Runnable work) {
    stopping.addAll(imports);
    try {
      for (TaskId id : imports) {
        Optional.ofNullable(running.get(id)).ifPresent(Importer::join);
      }
      work.run();
    } finally {
      imports.forEach(stopping::remove);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops all work and waits for it; it goes on at the next start. */
  @Override
  public void close() {
    closed = true;
    news.release();
    if (looking != null) {
      join(looking);
    }
    List.copyOf(running.values()).forEach(Importer::join);
  }
}
