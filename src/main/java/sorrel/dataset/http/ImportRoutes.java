package sorrel.dataset.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import sorrel.dataset.domain.NoRoom;
import sorrel.dataset.worker.Reception.Received;
import sorrel.kernel.Allowance;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.task.TaskDocument;
import sorrel.task.domain.Task;

/** {@code /models/{model}/imports}. */
public final class ImportRoutes implements Endpoint.Resource {
  /** A sender that does not say how much it sends is trusted with this much. */
  private static final long UNKNOWN_LENGTH = 0;

  private final DatasetAccess access;
  private final long bytesMax;

  /**
   * @param bytesMax the largest zip
   */
  public ImportRoutes(DatasetAccess access, long bytesMax) {
    this.access = access;
    this.bytesMax = bytesMax;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(Access.ACCOUNT, "/api/v1/models/{model}/imports")
            .body(Body.stream(bytesMax))
            .idempotent()
            .async(this::begin));
  }

  private record Place(ModelId model, Path file) {}

  private record TaskJson(TaskDocument task) {}

  /** Answers once the zip, and that it is to be imported, are on disk. */
  private CompletionStage<Reply> begin(Call call) {
    return call.blocking(() -> place(call))
        .thenCompose(
            place ->
                call.saveTo(place.file())
                    .thenCompose(_ -> call.blocking(() -> receive(call, place)))
                    .whenComplete((_, _) -> discard(place.file())));
  }

  private Place place(Call call) throws IOException {
    ModelId model = access.model(call);
    long announced = call.request().entity().getContentLengthOption().orElse(UNKNOWN_LENGTH);
    if (!access.datasets().hasRoom(announced)) {
      throw DatasetProblems.storageFull().asException();
    }
    Allowance room = access.datasets().room(call.caller().account());
    if (room.left() == 0) {
      throw DatasetProblems.quotaReached(room, new NoRoom(room).zip()).asException();
    }
    return new Place(model, access.datasets().uploadFile(model));
  }

  private Reply receive(Call call, Place place) throws IOException {
    Received received =
        access.datasets().receive(call.caller().account(), place.model(), place.file());
    return switch (received) {
      case Received.Accepted accepted -> {
        accepted.recorded().toCompletableFuture().join();
        Task task = accepted.task();
        yield Reply.accepted("/api/v1/tasks/" + task.id(), new TaskJson(TaskDocument.of(task)));
      }
      case Received.Refused refused ->
          Reply.problem(DatasetProblems.type(refused.failure()).because(refused.sentence()));
      case Received.WithoutRoom without ->
          Reply.problem(
              DatasetProblems.quotaReached(
                  without.room(), new NoRoom(without.room()).zip(without.bytes())));
      case Received.TryAgain _ ->
          Reply.problem(
              HttpProblems.BUSY
                  .because("The same zip has just been imported. Send it again if you mean to.")
                  .retryAfter(Duration.ofSeconds(1)));
    };
  }

  /** Removes what a failed or broken-off upload left. */
  private static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new CompletionException(failure);
    }
  }
}
