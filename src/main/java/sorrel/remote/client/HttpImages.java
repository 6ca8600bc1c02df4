package sorrel.remote.client;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.remote.domain.PictureRow;
import sorrel.remote.domain.Protocol;
import sorrel.training.domain.ImageSource;

/** The server's pictures, of models that this runner has jobs of. Blocking. */
final class HttpImages implements ImageSource {
  private static final TypeReference<Map<ClassId, Integer>> COUNTS = new TypeReference<>() {};
  private static final TypeReference<PictureRow.Page> PAGE = new TypeReference<>() {};

  private final ServerConnection server;
  private final PatientRequests requests;

  HttpImages(ServerConnection server, PatientRequests requests) {
    this.server = server;
    this.requests = requests;
  }

  @Override
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    return answer(model, () -> server.get(path(model, "counts", until), COUNTS));
  }

  @Override
  public void forEach(
      ModelId model, Instant until, Predicate<Entry> wanted, Consumer<LabelledImage> consumer) {
    Optional<ImageId> after = Optional.empty();
    while (true) {
      PictureRow.Page page = page(model, until, after);
      List<PictureRow> rows =
          page.pictures().stream().filter(row -> wanted.test(row.entry())).toList();
      bring(model, until, rows, consumer);
      if (page.last()) {
        return;
      }
      after = Optional.of(page.pictures().getLast().id());
    }
  }

  private PictureRow.Page page(ModelId model, Instant until, Optional<ImageId> after) {
    String path = path(model, "pictures", until) + after.map(id -> "&after=" + id).orElse("");
    return answer(model, () -> server.get(path, PAGE));
  }

  private void bring(
      ModelId model, Instant until, List<PictureRow> rows, Consumer<LabelledImage> consumer) {
    int next = 0;
    while (next < rows.size()) {
      List<PictureRow> some = rows.subList(next, Math.min(rows.size(), next + Protocol.FILES_MAX));
      List<Optional<byte[]>> files = files(model, until, some);
      for (int i = 0; i < files.size(); i++) {
        PictureRow row = some.get(i);
        files.get(i).ifPresent(file -> consumer.accept(new LabelledImage(row.entry(), file)));
      }
      next += files.size();
    }
  }

  /** The files of some pictures from the first on, as many as one answer holds. */
  private List<Optional<byte[]>> files(ModelId model, Instant until, List<PictureRow> rows) {
    PictureRow.Wanted wanted = new PictureRow.Wanted(rows.stream().map(PictureRow::id).toList());
    return answer(
        model, () -> parse(server.bytes(path(model, "files", until), wanted), rows.size()));
  }

  /** Reads lengths and bytes; a picture that was removed meanwhile has none. */
  static List<Optional<byte[]>> parse(byte[] answer, int most) throws IOException {
    List<Optional<byte[]>> files = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(answer))) {
      while (in.available() > 0 && files.size() < most) {
        int length = in.readInt();
        if (length > in.available()) {
          throw new IOException("an answer with pictures ended early");
        }
        files.add(length < 0 ? Optional.empty() : Optional.of(in.readNBytes(length)));
      }
    }
    if (files.isEmpty()) {
      throw new IOException("an answer with pictures was empty");
    }
    return files;
  }

  private static String path(ModelId model, String what, Instant until) {
    return "/models/%s/%s?until=%s".formatted(model, what, until);
  }

  private <T> T answer(ModelId model, PatientRequests.Request<T> request) {
    try {
      return requests.answer(model, request);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
