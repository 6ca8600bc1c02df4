package sorrel.platform.http;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.Multipart;
import akka.http.javadsl.unmarshalling.Unmarshaller;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.IOOperationIncompleteException;
import akka.stream.javadsl.FileIO;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads bodies within their limits of size and time. */
final class BodyReader {
  /** The multipart field that holds the file. */
  static final String FILE_FIELD = "file";

  private static final String PICTURE_TYPES =
      "a picture, as image/jpeg, another image type or application/octet-stream, or as"
          + " multipart/form-data with the picture in the field \""
          + FILE_FIELD
          + "\"";

  /** What is still read of a body that was refused, so that the sender comes to see the answer. */
  private static final long DISCARDED_BYTES_MAX = 4L * 1024 * 1024;

  private static final Duration DISCARDED_TIME_MAX = Duration.ofSeconds(5);

  private final ActorSystem<?> system;
  private final Duration timeout;

  BodyReader(ActorSystem<?> system, Duration timeout) {
    this.system = system;
    this.timeout = timeout;
  }

  /** The body as declared; fails with a {@link ProblemException} of 408, 413, 415 or 400. */
  CompletionStage<ReceivedBody> read(HttpEntity entity, Body declared) {
    return switch (declared) {
      case Body.None _ -> {
        discard(entity);
        yield CompletableFuture.completedStage(new ReceivedBody.Unread());
      }
      case Body.Json(long max) -> {
        if (!entity.isKnownEmpty() && !ReceivedBody.isJson(entity)) {
          yield CompletableFuture.failedStage(notTaken(entity, "application/json"));
        }
        yield whole(entity, max).thenApply(b -> new ReceivedBody.Whole(b, Optional.empty()));
      }
      case Body.Upload(long max) -> {
        if (!mayHoldPicture(entity)) {
          yield CompletableFuture.failedStage(notTaken(entity, PICTURE_TYPES));
        }
        yield whole(entity, max).thenCompose(b -> upload(entity, b));
      }
      case Body.Stream(long max) -> {
        checkDeclaredLength(entity, max);
        yield CompletableFuture.completedStage(
            new ReceivedBody.Arriving(entity.withSizeLimit(max)));
      }
    };
  }

  /** Lets the rest of a body go by; what is long or slow ends the connection. */
  void discard(HttpEntity entity) {
    if (!entity.isStrict()) {
      CompletionStage<?> _ =
          entity
              .withSizeLimit(DISCARDED_BYTES_MAX)
              .getDataBytes()
              .completionTimeout(DISCARDED_TIME_MAX)
              .runWith(Sink.ignore(), system);
    }
  }

  /** The content, or that of the multipart field "file". */
  Source<ByteString, Object> file(HttpEntity entity) {
    Source<ByteString, Object> bytes =
        ReceivedBody.isMultipart(entity)
            ? Source.completionStageSource(parts(entity).thenApply(BodyReader::firstFile))
                .mapMaterializedValue(value -> value)
            : entity.getDataBytes();
    return bytes.mapError(Throwable.class, this::explain);
  }

  /** Writes to a file; fails with the problem that the source failed with. */
  CompletionStage<Long> save(Source<ByteString, ?> bytes, Path file) {
    return bytes
        .runWith(FileIO.toPath(file), system)
        .handle(
            (result, failure) -> {
              if (failure == null) {
                return result.getCount();
              }
              throw new CompletionException(explain(failure));
            });
  }

  private CompletionStage<ByteString> whole(HttpEntity entity, long max) {
    checkDeclaredLength(entity, max);
    if (entity instanceof HttpEntity.Strict strict) {
      return CompletableFuture.completedStage(strict.getData());
    }
    return entity
        .withSizeLimit(max)
        .toStrict(timeout.toMillis(), max, system)
        .handle(
            (strict, failure) -> {
              if (failure == null) {
                return strict.getData();
              }
              throw new CompletionException(explain(failure));
            });
  }

  /**
   * Whether its type leaves it open: curl calls any body a form unless it is told better. JSON is
   * the handler's to answer.
   */
  private static boolean mayHoldPicture(HttpEntity entity) {
    MediaType type = entity.getContentType().mediaType();
    return type.isImage()
        || ReceivedBody.isMultipart(entity)
        || ReceivedBody.isJson(entity)
        || type.equals(MediaTypes.APPLICATION_OCTET_STREAM)
        || type.equals(MediaTypes.APPLICATION_X_WWW_FORM_URLENCODED)
        || entity.getContentType().equals(ContentTypes.NO_CONTENT_TYPE);
  }

  private static void checkDeclaredLength(HttpEntity entity, long max) {
    if (entity.getContentLengthOption().orElse(0) > max) {
      throw tooLarge(max);
    }
  }

  private CompletionStage<ReceivedBody> upload(HttpEntity entity, ByteString whole) {
    if (!ReceivedBody.isMultipart(entity)) {
      String type = entity.getContentType().mediaType().toString();
      return CompletableFuture.completedStage(
          new ReceivedBody.Whole(whole, Optional.of(new Upload(type, Optional.empty(), whole))));
    }
    return parts(HttpEntities.create(entity.getContentType(), whole))
        .thenCompose(
            form ->
                form.toStrict(timeout.toMillis(), akka.stream.Materializer.matFromSystem(system)))
        .handle(
            (form, failure) -> {
              if (failure != null) {
                throw new CompletionException(explain(failure));
              }
              for (Multipart.FormData.BodyPart.Strict part : form.getStrictParts()) {
                if (part.getName().equals(FILE_FIELD)) {
                  ByteString bytes = part.getEntity().getData();
                  String type = part.getEntity().getContentType().mediaType().toString();
                  return new ReceivedBody.Whole(
                      whole, Optional.of(new Upload(type, part.getFilename(), bytes)));
                }
              }
              throw noFile();
            });
  }

  private CompletionStage<Multipart.FormData> parts(HttpEntity entity) {
    if (!entity.getContentType().mediaType().subType().equals("form-data")) {
      return CompletableFuture.failedStage(notTaken(entity, "multipart/form-data"));
    }
    return Unmarshaller.entityToMultipartFormData().unmarshal(entity, system);
  }

  private static Source<ByteString, Object> firstFile(Multipart.FormData form) {
    AtomicBoolean found = new AtomicBoolean();
    Source<ByteString, Object> bytes =
        form.getParts()
            .flatMapConcat(
                part ->
                    part.getName().equals(FILE_FIELD) && found.compareAndSet(false, true)
                        ? part.getEntity().getDataBytes()
                        : part.getEntity().getDataBytes().filter(_ -> false));
    return bytes.concatLazy(
        Source.lazySource(() -> found.get() ? Source.empty() : Source.failed(noFile())));
  }

  private Throwable explain(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof IOOperationIncompleteException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return switch (cause) {
      case EntityStreamSizeException size -> tooLarge(size.limit());
      case TimeoutException _ ->
          HttpProblems.BODY_TOO_SLOW
              .because("The body did not arrive within %s.".formatted(Words.of(timeout)))
              .asException();
      case akka.http.scaladsl.model.ParsingException _,
          akka.http.scaladsl.model.IllegalHeaderException _,
          akka.http.scaladsl.model.EntityStreamException _ ->
          HttpProblems.MALFORMED_REQUEST
              .because("The body does not have the form that its headers promise.")
              .asException();
      default -> cause;
    };
  }

  private static ProblemException tooLarge(long max) {
    return HttpProblems.BODY_TOO_LARGE
        .because("The body may have %s at most.".formatted(Words.ofBytes(max)))
        .with("bytesMax", max)
        .asException();
  }

  private static ProblemException noFile() {
    return HttpProblems.MALFORMED_REQUEST
        .because("The form has no field \"%s\" with the file in it.".formatted(FILE_FIELD))
        .asException();
  }

  private static ProblemException notTaken(HttpEntity entity, String taken) {
    String sent =
        entity.getContentType().equals(ContentTypes.NO_CONTENT_TYPE)
            ? "The body has no Content-Type"
            : "The body is said to be " + entity.getContentType().mediaType();
    return HttpProblems.UNSUPPORTED_MEDIA_TYPE
        .because("%s; this address takes %s.".formatted(sent, taken))
        .asException();
  }
}
