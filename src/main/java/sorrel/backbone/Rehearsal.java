package sorrel.backbone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Rehearsed;
import sorrel.kernel.ImageShape;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkFiles;
import sorrel.network.domain.NetworkLoader;

/**
 * Runs the files of a network on the same pictures before it is registered: a black one, a white
 * one, noise, and all at once. An ONNX file that was made of a SavedModel stays only if it gives
 * the same features.
 */
public final class Rehearsal {
  /** A head is solved from a matrix of features by features: 128 MB of doubles at this many. */
  private static final int FEATURES_MAX = 4_096;

  /** Runs that are timed; the quickest is the one that was least disturbed. */
  private static final int TIMED = 15;

  private static final int PICTURES = 3;

  /** How far features may be from each other, as a share of the largest of them. */
  private static final double DIFFERENCE_MAX = 1e-3;

  private final NetworkLoader tensorFlow;
  private final NetworkLoader onnxRuntime;

  /** A rehearsal with one engine for each kind of file. */
  public Rehearsal(NetworkLoader tensorFlow, NetworkLoader onnxRuntime) {
    this.tensorFlow = tensorFlow;
    this.onnxRuntime = onnxRuntime;
  }

  /**
   * Runs what is in a folder, and removes the ONNX file if the other says otherwise.
   *
   * @param untranslated why the folder has no ONNX file
   * @throws BackboneException if what is left cannot be used
   */
  Rehearsed of(Path home, ImageShape input, Optional<String> untranslated) throws IOException {
    return Files.isRegularFile(home.resolve(NetworkFiles.SAVED_MODEL))
        ? savedModel(home, input, untranslated)
        : onnx(home, input);
  }

  private Rehearsed onnx(Path home, ImageShape input) {
    try (Network onnx = onnxRuntime.load(home, input)) {
      float[][] features = checked(onnx, input);
      if (!same(onnx, input)) {
        throw new BackboneException(
            "The network gives other features for a picture in a batch than for the same picture"
                + " alone.");
      }
      return new Rehearsed(
          features[0].length,
          Optional.empty(),
          Optional.of(millis(input, onnx)[0]),
          Optional.empty());
    } catch (IllegalArgumentException | IllegalStateException failure) {
      throw doesNotRun(input, failure);
    }
  }

  private Rehearsed savedModel(Path home, ImageShape input, Optional<String> untranslated)
      throws IOException {
    try (Network saved = tensorFlow.load(home, input)) {
      float[][] features = checked(saved, input);
      if (untranslated.isPresent()) {
        return alone(saved, input, features, untranslated.get());
      }
      Optional<Rehearsed> both = both(home, input, saved, features);
      if (both.isPresent()) {
        return both.get();
      }
      Files.delete(home.resolve(NetworkFiles.ONNX));
      return alone(saved, input, features, "its translation to ONNX gives other features");
    } catch (IllegalArgumentException | IllegalStateException failure) {
      throw doesNotRun(input, failure);
    }
  }

  private static Rehearsed alone(
      Network saved, ImageShape input, float[][] features, String reason) {
    return new Rehearsed(
        features[0].length,
        Optional.of(millis(input, saved)[0]),
        Optional.empty(),
        Optional.of(reason));
  }

  /** Empty if the ONNX file does not give the same. */
  private Optional<Rehearsed> both(Path home, ImageShape input, Network saved, float[][] features) {
    try (Network onnx = onnxRuntime.load(home, input)) {
      if (!same(features, onnx.features(pictures(input), PICTURES)) || !same(onnx, input)) {
        return Optional.empty();
      }
      double[] millis = millis(input, saved, onnx);
      return Optional.of(
          new Rehearsed(
              features[0].length,
              Optional.of(millis[0]),
              Optional.of(millis[1]),
              Optional.empty()));
    } catch (IllegalArgumentException | IllegalStateException refused) {
      return Optional.empty();
    }
  }

  /** Whether pictures one by one give what they give together. */
  private static boolean same(Network network, ImageShape input) {
    byte[] pictures = pictures(input);
    float[][] together = network.features(pictures, PICTURES);
    for (int i = 0; i < PICTURES; i++) {
      byte[] picture = Arrays.copyOfRange(pictures, i * input.size(), (i + 1) * input.size());
      if (!same(new float[][] {together[i]}, network.features(picture, 1))) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(float[][] expected, float[][] got) {
    if (expected.length != got.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (!same(expected[i], got[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(float[] expected, float[] got) {
    if (expected.length != got.length) {
      return false;
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - got[i]));
    }
    // The comparison fails for what is not a number.
    return difference <= DIFFERENCE_MAX * largest;
  }

  /** A black picture, a white one, and noise that is always the same. */
  private static byte[] pictures(ImageShape input) {
    byte[] pictures = new byte[PICTURES * input.size()];
    Arrays.fill(pictures, input.size(), 2 * input.size(), (byte) 255);
    byte[] noise = new byte[input.size()];
    new Random(1).nextBytes(noise);
    System.arraycopy(noise, 0, pictures, 2 * input.size(), noise.length);
    return pictures;
  }

  /** The quickest run of each on a lone picture, in turns, so that both see the same machine. */
  private static double[] millis(ImageShape input, Network... networks) {
    byte[] black = new byte[input.size()];
    double[] millis = new double[networks.length];
    Arrays.fill(millis, Double.MAX_VALUE);
    for (int run = 0; run < TIMED; run++) {
      for (int i = 0; i < networks.length; i++) {
        long began = System.nanoTime();
        networks[i].features(black, 1);
        millis[i] = Math.min(millis[i], (System.nanoTime() - began) / 1e6);
      }
    }
    return millis;
  }

  private static float[][] checked(Network network, ImageShape input) {
    float[][] features = network.features(pictures(input), PICTURES);
    for (float[] each : features) {
      check(each);
    }
    return features;
  }

  private static void check(float[] features) {
    if (features.length < 2 || features.length > FEATURES_MAX) {
      throw new BackboneException(
          String.format(
              Locale.ROOT,
              "The output gives %,d numbers for a picture; a head needs 2 to %,d. Choose another"
                  + " output, after the mean over all places.",
              features.length,
              FEATURES_MAX));
    }
    for (float each : features) {
      if (!Float.isFinite(each)) {
        throw new BackboneException(
            "The network gives numbers without end for a picture. Is the scaling right?");
      }
    }
  }

  private static BackboneException doesNotRun(ImageShape input, RuntimeException failure) {
    return new BackboneException(
        "The network does not run on pictures of %d x %d pixels, one and several at once."
            .formatted(input.width(), input.height()),
        failure);
  }
}
