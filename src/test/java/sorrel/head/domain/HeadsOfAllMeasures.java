package sorrel.head.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;

/** Heads that were fitted to pictures, whichever measure would have been chosen for them. */
public final class HeadsOfAllMeasures {
  private static final int CLASSES = 4;

  private HeadsOfAllMeasures() {}

  /** Pictures that differ in colours, slopes and noise. */
  public static byte[] pictures(int count, ImageShape shape, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * shape.size()];
    for (int at = 0; at < pixels.length; ) {
      double right = random.nextGaussian() * 60 / shape.width();
      double down = random.nextGaussian() * 60 / shape.height();
      double noise = random.nextDouble() * 25;
      double[] colour = random.doubles(shape.channels(), 60, 180).toArray();
      for (int pixel = 0; pixel < shape.height() * shape.width(); pixel++) {
        int row = pixel / shape.width();
        double slope = right * (pixel % shape.width()) + down * row;
        for (double channel : colour) {
          double value = channel + slope + noise * random.nextGaussian();
          pixels[at++] = (byte) Math.clamp(Math.round(value), 0, 255);
        }
      }
    }
    return pixels;
  }

  /** A head of a measure that knows some pictures. */
  public static Head of(Measure measure, float[][] features, byte[] pictures, ImageShape shape) {
    FeatureTable table = table(features, looks(features.length, pictures, shape));
    Head made = HeadMaker.make(table, HeadMaker.solve(table)).head();
    UsualLook look = made.familiarity().look().orElseThrow();
    double[] units = {0.5, 2, -1, 0.7};
    Familiarity.Places places =
        new Familiarity.Places(
            Optional.of(Discriminant.of(table.sums(), 0.03).distances()),
            Optional.of(Directions.of(table.sums())),
            units);
    Familiarity unranked =
        new Familiarity(
            measure, places, ranks(new float[] {0}), Optional.of(look), ranks(new float[] {0}));
    int[] checks = table.of(Part.VALIDATION);
    float[] scores = new float[checks.length];
    float[] shares = new float[checks.length];
    for (int i = 0; i < checks.length; i++) {
      float[] seen = table.features(checks[i]);
      scores[i] = (float) unranked.score(seen, made.linear().logits(seen), made.temperature());
    }
    Ranks known = ranks(scores);
    for (int i = 0; i < checks.length; i++) {
      shares[i] = Math.min(known.share(scores[i]), look.share(table.look(checks[i]).look()));
    }
    return new Head(
        made.linear(),
        made.temperature(),
        new Familiarity(measure, places, known, Optional.of(look), ranks(shares)));
  }

  private static Ranks ranks(float[] scores) {
    return Ranks.of(scores);
  }

  private static List<Look> looks(int count, byte[] pictures, ImageShape shape) {
    return IntStream.range(0, count)
        .mapToObj(i -> Look.of(pictures, i * shape.size(), shape))
        .toList();
  }

  private static FeatureTable table(float[][] features, List<Look> looks) {
    List<ClassId> classes = new ArrayList<>();
    for (int c = 0; c < CLASSES; c++) {
      classes.add(new ClassId(new UUID(7, c)));
    }
    FeatureTable.Draft draft = new FeatureTable.Draft(features[0].length, classes);
    for (int i = 0; i < features.length; i++) {
      Part part = i % 2 == 0 ? Part.TRAINING : Part.VALIDATION;
      byte[] name = {(byte) i, (byte) (i >> 8)};
      draft.add(
          new FeatureTable.Row(Sha256.of(name), i / 2 % CLASSES, part),
          new Traits(features[i], looks.get(i)));
    }
    return draft.done();
  }
}
