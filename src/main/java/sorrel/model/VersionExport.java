package sorrel.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.platform.blobs.BlobStore;

/** A version as a zip that runs elsewhere: network, labels, how to prepare a picture. */
public final class VersionExport {
  private final Function<ModelId, BlobStore> blobs;
  private final ObjectMapper mapper;

  public VersionExport(Function<ModelId, BlobStore> blobs, ObjectMapper mapper) {
    this.blobs = blobs;
    this.mapper = mapper;
  }

  /** The bytes of the zip; the network of a small model has a few megabytes. Blocking. */
  public byte[] zip(LiveModel model, Version version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(
          zip,
          "saved_model/saved_model.pb",
          Files.readAllBytes(
              blobs.apply(model.id()).local(version.files().network().savedModel())));
      put(zip, "labels.txt", text(labels(version)));
      put(
          zip,
          "pipeline.json",
          mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(pipeline(version)));
      put(zip, "README.md", text(readme(model, version)));
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

  private static String readme(LiveModel model, Version version) {
    ImageShape input = version.pipeline().input();
    return """
    # %s, version %d

    An image classifier made with Sorrel: %s, %d parameters.%s

    - `saved_model/`: a TensorFlow SavedModel (tag `serve`, signature `serving_default`). Input `image`: uint8
      [n, %d, %d, %d], pixel values 0 to 255. Outputs `probabilities`: float [n, %d], and `features`.
    - `labels.txt`: a line for each output, in order.
    - `pipeline.json`: how a picture becomes the input: turn it upright by its EXIF orientation, fit it to
      the size (%s), %s.
    """
        .formatted(
            model.name().replaceAll("\\R", " "),
            version.number(),
            version.architecture(),
            version.parameters(),
            accuracy(version),
            input.height(),
            input.width(),
            input.channels(),
            version.classes().size(),
            fitInWords(version),
            input.channels() == 1 ? "make it grey" : "keep its red, green and blue");
  }

  private static String fitInWords(Version version) {
    return switch (version.pipeline().fit()) {
      case CROP -> "scale it to cover, cut off what sticks out";
      case PAD -> "scale it to fit inside, extend its edge";
      case STRETCH -> "scale both sides";
    };
  }

  private static String accuracy(Version version) {
    return version
        .accuracy()
        .map(
            each ->
                " Right on %.1f %% of %d pictures it never learned from (95 %% interval %.1f to %.1f %%)."
                    .formatted(
                        each.value() * 100, version.total(), each.low() * 100, each.high() * 100))
        .orElse("");
  }
}
