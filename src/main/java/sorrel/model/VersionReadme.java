package sorrel.model;

import sorrel.kernel.ImageShape;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.network.domain.NetworkBlobs;

/** What a person needs to know who runs an exported version. */
final class VersionReadme {
  private static final String SAVED_MODEL =
      """

      In Python, after `pip install tensorflow`:

          import numpy, tensorflow
          labels = open("labels.txt", encoding="utf-8").read().splitlines()
          image = numpy.zeros((1, %d, %d, %d), numpy.uint8)  # a picture, prepared as pipeline.json says
          classify = tensorflow.saved_model.load("saved_model").signatures["serving_default"]
          answer = classify(image=tensorflow.constant(image))
          probabilities, unknown = answer["probabilities"].numpy(), answer["unknown"].numpy()
          print("unknown" if unknown[0] else labels[probabilities[0].argmax()], probabilities[0].max())
      """;

  private static final String ONNX =
      """

      In Python, after `pip install onnxruntime`:

          import numpy, onnxruntime
          labels = open("labels.txt", encoding="utf-8").read().splitlines()
          image = numpy.zeros((1, %d, %d, %d), numpy.uint8)  # a picture, prepared as pipeline.json says
          session = onnxruntime.InferenceSession("model.onnx")
          probabilities, unknown = session.run(["probabilities", "unknown"], {"image": image})
          print("unknown" if unknown[0] else labels[probabilities[0].argmax()], probabilities[0].max())
      """;

  private VersionReadme() {}

  static String of(LiveModel model, Version version) {
    return "# %s, version %d%n%n".formatted(model.name().replaceAll("\\R", " "), version.number())
        + "An image classifier made with Sorrel: %s, %d parameters.%s%n%n"
            .formatted(version.architecture(), version.parameters(), accuracy(version))
        + files(model, version)
        + running(version);
  }

  private static String files(LiveModel model, Version version) {
    ImageShape input = version.pipeline().input();
    return artefacts(version)
        + """
    - `labels.txt`: a line for each class, in the order of the outputs.
    - `pipeline.json`: how a picture becomes the input: turn it upright by its EXIF orientation, fit it to
      the size (%s), %s.

    Input `image`: uint8 [n, %d, %d, %d], pixel values 0 to 255, in the order n, height, width, channel.
    Outputs: `probabilities` float [n, %d]; `logits`, of the same size, before they were made honest and turned
    into probabilities; `features`, what the network sees before it tells classes apart; `familiarity`
    float [n], of the pictures it knows the share that looks at least as strange as this one; `unknown`
    bool [n], whether that is below %s, so that the classifier should rather say that it does not know.
    """
            .formatted(
                fitInWords(version),
                input.channels() == 1 ? "make it grey" : "keep its red, green and blue",
                input.height(),
                input.width(),
                input.channels(),
                version.classes().size(),
                model.settings().unknownThreshold());
  }

  private static String artefacts(Version version) {
    NetworkBlobs network = version.files().network();
    String savedModel =
        "- `saved_model/`: the classifier as a TensorFlow SavedModel (tag `serve`, signature"
            + " `serving_default`).\n";
    if (network.onnx().isEmpty()) {
      return savedModel;
    }
    return network.savedModel().isPresent()
        ? savedModel + "- `model.onnx`: the same classifier as ONNX; both give the same.\n"
        : "- `model.onnx`: the classifier as ONNX. There is no SavedModel: the network it is built on"
            + " was registered as an ONNX file,\n  and Sorrel does not turn those into SavedModels.\n";
  }

  private static String running(Version version) {
    ImageShape input = version.pipeline().input();
    NetworkBlobs network = version.files().network();
    return "\n## Running it\n"
        + network.savedModel().map(_ -> words(SAVED_MODEL, input)).orElse("")
        + network.onnx().map(_ -> words(ONNX, input)).orElse("");
  }

  private static String words(String text, ImageShape input) {
    return text.formatted(input.height(), input.width(), input.channels());
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
