package sorrel.backbone.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Description;
import sorrel.backbone.domain.Freezer;
import sorrel.backbone.domain.Frozen;

/** Freezes networks in both forms: SavedModels, and ONNX files. */
public final class NetworkFreezer implements Freezer {
  private static final String SAVED_MODEL = "saved_model.pb";
  private static final String ONNX = "model.onnx";

  private final SavedModelFreezer savedModels;

  /**
   * One that reads graphs with TensorFlow.
   *
   * @param nativeLibrary loads TensorFlow's native code, or finds it loaded
   */
  public NetworkFreezer(Runnable nativeLibrary) {
    this.savedModels = new SavedModelFreezer(nativeLibrary);
  }

  @Override
  public Frozen freeze(Path from, Description said, Path to) {
    if (Files.isRegularFile(from.resolve(SAVED_MODEL))) {
      return savedModels.freeze(from, said, to);
    }
    return OnnxFreezer.freeze(onnx(from), said, to.resolve(ONNX));
  }

  private static Path onnx(Path from) {
    if (Files.isRegularFile(from)) {
      if (!from.getFileName().toString().endsWith(".onnx")) {
        throw new BackboneException(
            "%s is neither the folder of a SavedModel nor an ONNX file.".formatted(from));
      }
      return from;
    }
    if (!Files.isDirectory(from)) {
      throw new BackboneException("There is no %s.".formatted(from));
    }
    try (Stream<Path> files = Files.list(from)) {
      List<Path> found =
          files
              .filter(each -> each.getFileName().toString().endsWith(".onnx"))
              .filter(Files::isRegularFile)
              .sorted()
              .limit(2)
              .toList();
      if (found.size() != 1) {
        throw new BackboneException(
            found.isEmpty()
                ? "There is no saved_model.pb and no ONNX file in %s.".formatted(from)
                : "There are several ONNX files in %s. Say which.".formatted(from));
      }
      return found.getFirst();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
