package sorrel.platform.http;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Something that pages may follow while it changes, and of which nobody tells when it does: it is
 * looked at every second for each page that follows it, and told where it differs from what was
 * told last.
 *
 * @param name of its events
 * @param access who may follow it, {@link Access#ACCOUNT} or {@link Access#ADMINISTRATOR}
 * @param present the JSON of now, as one caller may see it; equal where nothing changed
 */
public record Watched(
    String name, Access access, Function<Caller, CompletionStage<? extends Record>> present) {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** What it is now, then each change. A look that fails is left out. */
  public Source<ServerEvent, NotUsed> changes(Caller caller) {
    return changes(caller, EVERY);
  }

  Source<ServerEvent, NotUsed> changes(Caller caller, Duration every) {
    return Source.tick(Duration.ZERO, every, NotUsed.getInstance())
        .mapAsync(1, _ -> present.apply(caller).handle(Watched::seen))
        .statefulMap(Optional::<Record>empty, Watched::told, _ -> Optional.empty())
        .mapConcat(change -> change.stream().toList())
        .map(now -> ServerEvent.of(name, now))
        .mapMaterializedValue(_ -> NotUsed.getInstance());
  }

  private static Optional<Record> seen(Record now, Throwable fault) {
    return fault == null ? Optional.of(now) : Optional.empty();
  }

  private static akka.japi.Pair<Optional<Record>, Optional<Record>> told(
      Optional<Record> last, Optional<Record> now) {
    return now.isEmpty() || now.equals(last)
        ? akka.japi.Pair.create(last, Optional.empty())
        : akka.japi.Pair.create(now, now);
  }
}
