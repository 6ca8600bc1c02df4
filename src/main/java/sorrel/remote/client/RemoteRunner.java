package sorrel.remote.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.kernel.ModelId;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.Told;
import sorrel.training.actor.JobExecutor;
import sorrel.training.domain.JobKey;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.RunnerTraits;
import sorrel.training.domain.TrainingJob;

/**
 * Asks a server for jobs, does them and reports. While the server is away it goes on with what it
 * has, and asks again after growing waits.
 */
final class RemoteRunner {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteRunner.class);

  /** A poll is answered sooner, wherever its server is. */
  private static final Duration POLL = Protocol.POLL.plusSeconds(20);

  private static final TypeReference<Told> TOLD = new TypeReference<>() {};

  private static final Duration GOODBYE = Duration.ofSeconds(3);
  private static final int MALFORMED = 400;
  private static final int UNAUTHENTICATED = 401;
  private static final int NOT_FOUND = 404;

  /**
   * What the runner is told of itself and its surroundings.
   *
   * @param slots jobs at once
   * @param traits asked with each poll
   * @param erase removes what is kept of a model that is no more
   * @param notes hears a sentence when something changes for the person who started this
   */
  record Node(
      int slots, Supplier<RunnerTraits> traits, Consumer<ModelId> erase, Consumer<String> notes) {}

  /** What the person who started this was told last. */
  private enum Standing {
    UNKNOWN,
    CONNECTED,
    LOST
  }

  private final ServerConnection server;
  private final Assignments jobs;
  private final JobExecutor executor;
  private final Node node;
  private final String session = UUID.randomUUID().toString();
  private final Waits waits = new Waits(RandomGenerator.getDefault());
  private volatile boolean closing;
  private boolean begins = true;
  private boolean everConnected;
  private Standing standing = Standing.UNKNOWN;

  RemoteRunner(ServerConnection server, Assignments jobs, JobExecutor executor, Node node) {
    this.server = server;
    this.jobs = jobs;
    this.executor = executor;
    this.node = node;
  }

  /**
   * Works until {@link #close}.
   *
   * @throws RunnerEnded if the server will not have this runner
   */
  void run() {
    try {
      while (!closing) {
        poll();
      }
    } finally {
      closing = true;
      jobs.stopAll();
    }
  }

  private void poll() {
    try {
      Told orders = server.post("/orders", hello(false), TOLD, POLL);
      connected(orders.name());
      orders.erased().forEach(node.erase());
      jobs.stop(orders.stop());
      orders.start().forEach(this::start);
    } catch (Refused refused) {
      throw end(refused);
    } catch (IOException failure) {
      lost(failure);
      pause(waits.next());
    }
  }

  private Hello hello(boolean leaving) {
    RunnerTraits traits = node.traits().get();
    return new Hello(
        session,
        begins,
        leaving,
        node.slots(),
        traits.kind(),
        traits.near(),
        leaving ? List.of() : jobs.keys(),
        leaving ? List.of() : jobs.stopping());
  }

  private void connected(String name) {
    begins = false;
    waits.reset();
    if (standing != Standing.CONNECTED) {
      node.notes().accept((everConnected ? "Connected again as " : "Connected as ") + name + ".");
    }
    standing = Standing.CONNECTED;
    everConnected = true;
  }

  private void lost(IOException failure) {
    if (failure instanceof SSLException && !everConnected) {
      throw new RunnerEnded(
          "The server's certificate is not trusted here, or what answers speaks no TLS: %s. Give this"
                  .formatted(failure.getMessage())
              + " machine the certificate of who signed it, or correct the address.");
    }
    if (standing != Standing.LOST) {
      node.notes()
          .accept(
              "The server cannot be reached (%s). This goes on and asks again."
                  .formatted(words(failure)));
    }
    standing = Standing.LOST;
  }

  private static String words(IOException failure) {
    if (failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException) {
      return "nothing answers at its address";
    }
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private static RunnerEnded end(Refused refused) {
    return new RunnerEnded(
        switch (refused.status()) {
          case NOT_FOUND ->
              "There is no Sorrel at this address that knows remote runners. Is the address right, and"
                  + " the server of the same release?";
          case UNAUTHENTICATED -> refused.getMessage() + " Set it as SORREL_RUNNER_TOKEN.";
          case MALFORMED -> refused.getMessage() + " Is the server of the same release?";
          default -> refused.getMessage();
        });
  }

  private void start(TrainingJob job) {
    if (jobs.add(job)) {
      Thread.ofPlatform().name("runner-" + job.key()).daemon().start(() -> complete(job));
    }
  }

  private void complete(TrainingJob job) {
    JobKey key = job.key();
    LOG.info("job {} of model {}: {}", key, key.model(), job.name());
    try {
      JobReport report = execute(job);
      LOG.info("job {} ended: {}", key, report.getClass().getSimpleName());
      send(job, report);
    } finally {
      jobs.remove(key);
    }
  }

  private JobReport execute(TrainingJob job) {
    try {
      return executor.execute(job, jobs.cancelled(job.key()));
    } catch (RuntimeException | Error fault) {
      LOG.error("job {} broke", job.key(), fault);
      return new JobReport.Failed(
          job.key(), job.candidate(), "the runner met an unexpected fault.");
    }
  }

  /** Until it was taken, nobody wants it any more, or this process ends. */
  private void send(TrainingJob job, JobReport report) {
    Waits between = new Waits(RandomGenerator.getDefault());
    JobReport stopped = new JobReport.Stopped(job.key(), job.candidate());
    JobReport present = report;
    while (!closing) {
      if (jobs.get(job.key()).isToEnd()) {
        present = stopped;
      }
      try {
        server.tell("/reports", new Ended(session, present), ServerConnection.ANSWER);
        return;
      } catch (Refused refused) {
        LOG.warn("the report of job {} was refused: {}", job.key(), refused.getMessage());
        if (present.equals(stopped)) {
          return;
        }
        // Another runner may do better; without a word the server would give it here again.
        present = stopped;
      } catch (IOException later) {
        pause(between.next());
      }
    }
  }

  private void pause(Duration wait) {
    long end = System.nanoTime() + wait.toNanos();
    while (!closing && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Gives the jobs back, so that others begin with them at once. */
  void close() {
    closing = true;
    jobs.stopAll();
    if (!begins) {
      try {
        server.tell("/orders", hello(true), GOODBYE);
      } catch (IOException | Refused missed) {
        LOG.info("the server will notice by itself that this runner ended");
      }
    }
  }
}
