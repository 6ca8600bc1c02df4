package sorrel.remote.http;

import akka.http.javadsl.model.ContentTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.remote.RemoteFiles;
import sorrel.remote.RemoteRunners;
import sorrel.remote.RunnerTokens;
import sorrel.remote.domain.JobNeeds;
import sorrel.remote.domain.PictureRow;
import sorrel.remote.domain.Protocol;
import sorrel.training.domain.TrainingJob;

/** {@code /runner/models/{model}}: what a remote runner reads and writes for the jobs it has. */
public final class RemoteFileRoutes implements Endpoint.Resource {
  private static final String MODEL = Protocol.BASE + "/models/{model}";

  /** A pack may have to be fetched from a bucket first. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private final RunnerCaller callers;
  private final RemoteFiles files;

  public RemoteFileRoutes(RunnerTokens tokens, RemoteRunners runners, RemoteFiles files) {
    this.callers = new RunnerCaller(tokens, runners);
    this.files = files;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.EVERYONE, MODEL + "/counts").query("until").async(this::counts),
        Endpoint.get(Access.EVERYONE, MODEL + "/pictures")
            .query("until", "after")
            .async(this::pictures),
        Endpoint.post(Access.EVERYONE, MODEL + "/files")
            .query("until")
            .body(Body.json())
            .timeout(LONG)
            .async(this::contents),
        Endpoint.get(Access.EVERYONE, MODEL + "/blobs/{blob}").timeout(LONG).async(this::blob),
        Endpoint.put(Access.EVERYONE, MODEL + "/blobs/{blob}")
            .body(Body.stream(Protocol.BLOB_BYTES_MAX))
            .async(this::keep));
  }

  /** What is done for a runner that may read a model's pictures up to a time. */
  private interface Reading {
    Reply of(ModelId model, Instant until) throws IOException;
  }

  private CompletionStage<Reply> read(Call call, Reading reading) {
    Instant until = until(call);
    return callers.withJobs(
        call,
        (model, jobs) -> {
          if (jobs.stream().noneMatch(job -> JobNeeds.until(job).equals(until))) {
            throw RemoteProblems.NOT_HELD
                .because("This runner has no job that learns from pictures of that time.")
                .asException();
          }
          return call.blocking(() -> reading.of(model, until));
        });
  }

  private static Instant until(Call call) {
    try {
      return Instant.parse(call.query().text("until").orElse(""));
    } catch (DateTimeException malformed) {
      throw HttpProblems.MALFORMED_REQUEST
          .because("\"until\" must be a time, such as 2026-11-20T12:00:00Z.")
          .asException();
    }
  }

  private CompletionStage<Reply> counts(Call call) {
    return read(call, (model, until) -> Reply.ok(files.counts(model, until)));
  }

  private CompletionStage<Reply> pictures(Call call) {
    Optional<ImageId> after = call.query().id("after", ImageId::of);
    return read(call, (model, until) -> Reply.ok(files.pictures(model, until, after)));
  }

  private CompletionStage<Reply> contents(Call call) {
    List<ImageId> wanted = call.json(PictureRow.Wanted.class).pictures();
    new Checks()
        .that(
            !wanted.isEmpty() && wanted.size() <= Protocol.FILES_MAX,
            "/pictures",
            "must name 1 to %d pictures".formatted(Protocol.FILES_MAX))
        .orThrow();
    return read(
        call,
        (model, until) ->
            Reply.bytes(ContentTypes.APPLICATION_OCTET_STREAM, files.files(model, until, wanted)));
  }

  private CompletionStage<Reply> blob(Call call) {
    return withBlob(
        call,
        address ->
            (model, jobs) -> {
              boolean needed = jobs.stream().anyMatch(job -> JobNeeds.blobs(job).contains(address));
              return call.blocking(
                  () -> {
                    // One that no job names is not told from one that is not there.
                    Optional<Path> file =
                        needed ? files.blob(model, address) : Optional.<Path>empty();
                    return file.isPresent()
                        ? Reply.file(ContentTypes.APPLICATION_OCTET_STREAM, file.get())
                        : Reply.problem(
                            HttpProblems.NOT_FOUND.because(
                                "No job of this runner has to do with such a blob."));
                  });
            });
  }

  private CompletionStage<Reply> keep(Call call) {
    return withBlob(
        call,
        address ->
            (model, _) ->
                call.blocking(() -> files.blobFile(model))
                    .thenCompose(file -> received(call, model, address, file)));
  }

  private CompletionStage<Reply> received(Call call, ModelId model, Sha256 address, Path file) {
    return call.saveTo(file)
        .thenCompose(
            _ ->
                call.blocking(
                    () ->
                        files.keep(model, address, file)
                            ? Reply.empty()
                            : Reply.problem(
                                HttpProblems.MALFORMED_REQUEST.because(
                                    "The bytes are not those of this SHA-256; they may have"
                                        + " suffered on the way. Send them again."))))
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                call.blocking(() -> Files.deleteIfExists(file));
              }
            });
  }

  private interface WithJobs {
    CompletionStage<Reply> of(ModelId model, List<TrainingJob> jobs);
  }

  private CompletionStage<Reply> withBlob(Call call, Function<Sha256, WithJobs> then) {
    Sha256 address;
    try {
      address = new Sha256(call.path("blob"));
    } catch (IllegalArgumentException malformed) {
      throw HttpProblems.NOT_FOUND
          .because("A blob is named by 64 hexadecimal digits.")
          .asException();
    }
    return callers.withJobs(call, then.apply(address)::of);
  }
}
