package sorrel.cli.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;

/** A file as a request's body that tells how many bytes have been handed over. */
final class CountedFile implements BodyPublisher {
  private final BodyPublisher file;
  private final LongConsumer sent;

  /**
   * A body from a file.
   *
   * @param sent told the bytes handed over so far, from the client's own threads
   * @throws FileNotFoundException if there is no such file
   */
  CountedFile(Path path, LongConsumer sent) throws FileNotFoundException {
    this.file = BodyPublishers.ofFile(path);
    this.sent = sent;
  }

  @Override
  public long contentLength() {
    return file.contentLength();
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
    file.subscribe(new Counting(subscriber));
  }

  private final class Counting implements Flow.Subscriber<ByteBuffer> {
    private final Flow.Subscriber<? super ByteBuffer> to;
    private long bytes;

    Counting(Flow.Subscriber<? super ByteBuffer> to) {
      this.to = to;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      to.onSubscribe(subscription);
    }

    @Override
    public void onNext(ByteBuffer buffer) {
      // Before it is passed on: whoever takes the buffer also empties it.
      bytes += buffer.remaining();
      to.onNext(buffer);
      sent.accept(bytes);
    }

    @Override
    public void onError(Throwable failure) {
      to.onError(failure);
    }

    @Override
    public void onComplete() {
      to.onComplete();
    }
  }
}
