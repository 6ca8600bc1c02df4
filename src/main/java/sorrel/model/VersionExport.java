package sorrel.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sorrel.head.HeadFile;
import sorrel.head.domain.Head;
import sorrel.kernel.FileTrees;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.network.domain.NetworkFiles;
import sorrel.platform.blobs.BlobStore;
import sorrel.training.domain.WholeNetworks;

/** A version as a zip that runs elsewhere: network, labels, how to prepare a picture. */
public final class VersionExport {
  private final Function<ModelId, BlobStore> blobs;
  private final WholeNetworks joining;
  private final ObjectMapper mapper;

  public VersionExport(
      Function<ModelId, BlobStore> blobs, WholeNetworks joining, ObjectMapper mapper) {
    this.blobs = blobs;
    this.joining = joining;
    this.mapper = mapper;
  }

  /** The bytes of the zip; the network of a small model has a few megabytes. Blocking. */
  public byte[] zip(LiveModel model, Version version) throws IOException {
    Path folder = Files.createTempDirectory("sorrel-export");
    try {
      return zip(model, version, folder);
    } finally {
      FileTrees.delete(folder);
    }
  }

  private byte[] zip(LiveModel model, Version version, Path folder) throws IOException {
    BlobStore store = blobs.apply(model.id());
    Version.VersionFiles files = version.files();
    Head head = HeadFile.read(store.local(files.head()));
    WholeNetworks.Top top =
        new WholeNetworks.Top(
            head, version.pipeline().input(), model.settings().unknownThreshold());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (files.network().savedModel().isPresent()) {
        Path savedModel = folder.resolve("saved_model");
        joining.savedModel(store.local(files.network().savedModel().get()), top, savedModel);
        put(
            zip,
            "saved_model/saved_model.pb",
            Files.readAllBytes(savedModel.resolve(NetworkFiles.SAVED_MODEL)));
      }
      if (files.network().onnx().isPresent()) {
        Path onnx = folder.resolve(NetworkFiles.ONNX);
        joining.onnx(store.local(files.network().onnx().get()), top, onnx);
        put(zip, "model.onnx", Files.readAllBytes(onnx));
      }
      put(zip, "labels.txt", text(labels(version)));
      put(
          zip,
          "pipeline.json",
          mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(pipeline(version)));
      put(zip, "README.md", text(VersionReadme.of(model, version)));
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // The same version gives the same bytes.
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String labels(Version version) {
    return version.classes().stream()
        .map(each -> each.label() + "\n")
        .collect(Collectors.joining());
  }

  private static Map<String, Object> pipeline(Version version) {
    ImageShape input = version.pipeline().input();
    Map<String, Object> pipeline = new LinkedHashMap<>();
    pipeline.put("orient", "exif");
    pipeline.put("fit", version.pipeline().fit());
    pipeline.put("width", input.width());
    pipeline.put("height", input.height());
    pipeline.put("channels", input.channels());
    pipeline.put("dtype", "uint8");
    pipeline.put("layout", "NHWC");
    return pipeline;
  }
}
