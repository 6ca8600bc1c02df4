package sorrel.training.engine;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/** SavedModels whose weights are constants: one file in a folder, and nothing beside it. */
final class SavedModelFile {
  static final String NAME = "saved_model.pb";
  private static final int SCHEMA_VERSION = 1;

  private SavedModelFile() {}

  /**
   * Writes a graph; the same graph gives the same bytes.
   *
   * @param folder does not exist yet
   * @throws UncheckedIOException if it cannot be written
   */
  static void write(Graph graph, Signature signature, Path folder) {
    try (Session session = new Session(graph)) {
      SavedModelBundle.exporter(folder.toString())
          .withFunction(SessionFunction.create(signature, session))
          .export();
      sort(folder.resolve(NAME));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maps were written in any order. */
  private static void sort(Path file) throws IOException {
    Files.write(file, sorted(SavedModel.parseFrom(Files.readAllBytes(file))));
  }

  private static byte[] sorted(SavedModel model) throws IOException {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    return bytes;
  }

  /**
   * Writes a graph; the same graph gives the same bytes.
   *
   * @param folder does not exist yet
   * @throws UncheckedIOException if it cannot be written
   */
  static void write(MetaGraphDef graph, Path folder) {
    try {
      Files.createDirectory(folder);
      Files.write(
          folder.resolve(NAME),
          sorted(
              SavedModel.newBuilder()
                  .setSavedModelSchemaVersion(SCHEMA_VERSION)
                  .addMetaGraphs(graph)
                  .build()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads one.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  static MetaGraphDef read(Path file) {
    try {
      return parsed(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Understands the bytes of a file. */
  static MetaGraphDef parsed(byte[] bytes) throws InvalidProtocolBufferException {
    return SavedModel.parseFrom(bytes).getMetaGraphs(0);
  }
}
