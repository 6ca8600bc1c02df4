package sorrel.cli.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import sorrel.cli.client.ClientException;
import sorrel.cli.client.Contract;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;

/**
 * What a model said of many pictures.
 *
 * @param count pictures that it answered
 * @param right those whose most probable class is theirs
 * @param unknown those that it said not to know, whatever it took for most probable
 * @param refused pictures that could not be read; in no other figure
 * @param versions of the model that answered; more than one if it changed meanwhile
 */
public record Answers(int count, int right, int unknown, int refused, SortedSet<String> versions) {
  /** Keeps two cores busy and no queue full. */
  private static final int CONNECTIONS = 4;

  /**
   * Classifies pictures on several connections. A busy server is asked again.
   *
   * @param done told now and then how many have been classified; by several threads
   * @throws ClientException the first failure, after which no more is sent
   */
  public static Answers to(
      List<TestingPictures.Labelled> pictures,
      SorrelClient client,
      String model,
      IntConsumer done) {
    Asking asking = new Asking(pictures, client, model, done);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> connections = new ArrayList<>();
      for (int i = 0; i < Math.min(CONNECTIONS, pictures.size()); i++) {
        connections.add(threads.submit(asking));
      }
      for (Future<?> connection : connections) {
        connection.get();
      }
      return asking.answers();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop", interrupted);
    }
  }

  /** Empty if nothing was answered. */
  public Optional<Double> shareRight() {
    return share(right);
  }

  /** Empty if nothing was answered. */
  public Optional<Double> shareUnknown() {
    return share(unknown);
  }

  private Optional<Double> share(int part) {
    return count == 0 ? Optional.empty() : Optional.of((double) part / count);
  }

  /** What the connections have in common. */
  private static final class Asking implements Runnable {
    private final List<TestingPictures.Labelled> pictures;
    private final SorrelClient client;
    private final String model;
    private final IntConsumer done;
    private final AtomicInteger next = new AtomicInteger();
    private final SortedSet<String> versions = new TreeSet<>();
    private int count;
    private int right;
    private int unknown;
    private int refused;

    Asking(
        List<TestingPictures.Labelled> pictures,
        SorrelClient client,
        String model,
        IntConsumer done) {
      this.pictures = pictures;
      this.client = client;
      this.model = model;
      this.done = done;
    }

    @Override
    public void run() {
      try {
        for (int i = next.getAndIncrement(); i < pictures.size(); i = next.getAndIncrement()) {
          ask(pictures.get(i));
        }
      } catch (RuntimeException failure) {
        next.set(pictures.size());
        throw failure;
      }
    }

    private void ask(TestingPictures.Labelled picture) {
      byte[] content = picture.content().get();
      try {
        add(client.classify(model, content), picture.label());
      } catch (ServerProblem problem) {
        if (!problem.refusesPicture()) {
          throw problem;
        }
        addRefused();
      }
    }

    private synchronized void add(Contract.Classification answer, String label) {
      count++;
      right += answer.closest().equals(label) ? 1 : 0;
      unknown += answer.unknown() ? 1 : 0;
      versions.add(answer.version());
      done.accept(count + refused);
    }

    private synchronized void addRefused() {
      refused++;
      done.accept(count + refused);
    }

    private synchronized Answers answers() {
      return new Answers(count, right, unknown, refused, versions);
    }
  }
}
