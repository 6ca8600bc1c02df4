package sorrel.head.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import sorrel.kernel.ClassId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/** Tables of made-up features: each class a round cloud around a corner of its own. */
final class Clouds {
  static final int WIDTH = 12;

  private Clouds() {}

  static List<ClassId> classes(int count) {
    List<ClassId> classes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      classes.add(new ClassId(new UUID(7, i)));
    }
    return classes;
  }

  static FeatureTable table(int classes, int each, double spread) {
    FeatureTable.Draft draft = new FeatureTable.Draft(WIDTH, classes(classes));
    fill(draft, 0, classes, each, spread);
    return draft.done();
  }

  /** Adds pictures of the classes from one place to before another. */
  static void fill(FeatureTable.Draft draft, int from, int until, int each, double spread) {
    for (int label = from; label < until; label++) {
      for (int i = 0; i < each; i++) {
        Part part = i % 10 == 0 ? Part.TESTING : i % 10 == 1 ? Part.VALIDATION : Part.TRAINING;
        draft.add(
            new FeatureTable.Row(picture(label, i), label, part),
            Traits.of(features(label, i, spread)));
      }
    }
  }

  static Sha256 picture(int label, int i) {
    return Sha256.of(new byte[] {(byte) label, (byte) i, (byte) (i >> 8)});
  }

  static float[] features(int label, int i, double spread) {
    Random random = new Random(label * 100_003L + i);
    float[] features = new float[WIDTH];
    for (int f = 0; f < WIDTH; f++) {
      double corner = f % 5 == label % 5 ? 3 : f == label ? 2 : 0;
      features[f] = (float) (corner + spread * random.nextGaussian());
    }
    return features;
  }

  /** Features far from every class. */
  static float[] strange(int i) {
    Random random = new Random(-1L - i);
    float[] features = new float[WIDTH];
    for (int f = 0; f < WIDTH; f++) {
      features[f] = (float) (-4 + random.nextGaussian());
    }
    return features;
  }
}
