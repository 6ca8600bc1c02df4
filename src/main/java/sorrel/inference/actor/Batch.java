package sorrel.inference.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.actor.ModelServer.InUse;
import sorrel.inference.actor.ServerMessage.Answer;

/**
 * Requests that share one pass through the network: those that wait when a thread begins with it.
 * Where many models share few threads, it waits for one itself, and what comes meanwhile still
 * joins.
 */
final class Batch {
  private final Supplier<InUse> inUse;
  private final BlockingQueue<Waiting> queue;
  private final int most;
  private final long asked = System.nanoTime();
  private final List<Waiting> requests = new ArrayList<>();
  private long began;
  private int version;

  /** A request, and when it came, by {@link System#nanoTime}. */
  record Waiting(ServerMessage.Classify request, long since) {
    void answer(Answer answer) {
      request.replyTo().tell(answer);
    }
  }

  /**
   * A batch that has nothing yet.
   *
   * @param inUse the version in memory, looked at once, when the computing begins
   * @param queue what waits
   * @param most pictures
   */
  Batch(Supplier<InUse> inUse, BlockingQueue<Waiting> queue, int most) {
    this.inUse = inUse;
    this.queue = queue;
    this.most = most;
  }

  /**
   * Takes what waits and judges it, on the thread that calls.
   *
   * @return a judgement for each of the requests, in order
   */
  List<Judgement> compute() {
    take();
    if (requests.isEmpty()) {
      return List.of();
    }
    InUse now = inUse.get();
    version = now.version().number();
    int size = requests.getFirst().request().pixels().length;
    byte[] pixels = new byte[size * requests.size()];
    for (int i = 0; i < requests.size(); i++) {
      System.arraycopy(requests.get(i).request().pixels(), 0, pixels, i * size, size);
    }
    return now.predictor().predict(pixels, requests.size());
  }

  /** Takes what waits, though it will not be judged. */
  void take() {
    began = System.nanoTime();
    queue.drainTo(requests, most);
  }

  /** Answers each of the requests with its judgement, in order. */
  void answer(List<Judgement> judgements) {
    for (int i = 0; i < judgements.size(); i++) {
      Judgement judgement = judgements.get(i);
      requests
          .get(i)
          .answer(
              new Answer.Probabilities(
                  version, judgement.probabilities(), judgement.familiarity()));
    }
  }

  /** Answers all of the requests with the same. */
  void refuse(Answer answer) {
    requests.forEach(each -> each.answer(answer));
  }

  /** When a thread was asked for, by {@link System#nanoTime}. */
  long asked() {
    return asked;
  }

  /** When a thread had begun, by {@link System#nanoTime}. */
  long began() {
    return began;
  }

  /** What was taken. */
  List<Waiting> requests() {
    return requests;
  }
}
