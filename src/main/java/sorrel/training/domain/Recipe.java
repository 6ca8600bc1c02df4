package sorrel.training.domain;

/**
 * How a candidate is trained, over all of its rounds.
 *
 * @param epochsPlanned passes over the training part after which the learning rate reaches its
 *     floor; a candidate may be stopped before it or go on after it
 * @param batch images a step
 * @param peakLearningRate the largest learning rate, reached after the warm-up; that of filters
 *     follows the same course
 * @param weightDecay how much of a weight is taken away a step, times the learning rate
 * @param augmentation how pictures are varied
 * @param labelSmoothing the share of certainty that is spread over all classes, 0 to below 1
 * @param seed of the first weights, the order of images and their variations
 */
public record Recipe(
    int epochsPlanned,
    int batch,
    double peakLearningRate,
    double weightDecay,
    Augmentation augmentation,
    double labelSmoothing,
    long seed) {
  /** Share of the plan in which the rate rises, against early divergence. */
  private static final double WARM_UP = 0.15;

  /** The rate's share of its peak at the start and at the end. */
  private static final double FLOOR = 0.02;

  /** Of the rate that a network begins with. */
  private static final double REFINING_RATE = 0.3;

  /** The epochs suggested are for so many images; fewer images are seen more often. */
  private static final double MANY_IMAGES = 50_000;

  /** A network that costs less than this an image is there to be done soon. */
  private static final long QUICK_MULTIPLY_ADDS = 40_000_000;

  private static final double QUICK_EPOCHS = 4;

  /** Where the budget is too small for these, a run plans fewer. */
  private static final double EPOCHS = 16;

  private static final double EPOCHS_MIN = 3;
  private static final double EPOCHS_MAX = 40;

  private static final double TUNING_RATE = 3e-4;
  private static final double TUNING_SMOOTHING = 0.1;

  /** Passes over so many images, or more; fewer images are seen more often. */
  private static final double TUNING_IMAGES = 5_000;

  private static final double TUNING_EPOCHS = 3;
  private static final double TUNING_EPOCHS_MAX = 10;

  /** Statistics of smaller batches say little. */
  private static final int BATCH_MIN = 16;

  public Recipe {
    if (epochsPlanned < 1 || batch < 1 || !(peakLearningRate > 0) || !(weightDecay >= 0)) {
      throw new IllegalArgumentException("A recipe needs epochs, a batch and a learning rate");
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException("Smoothing is from 0 to below 1: " + labelSmoothing);
    }
  }

  /**
   * Sensible settings for a candidate and a dataset of that size.
   *
   * @param trainingImages images of the training part
   */
  public static Recipe forDataset(
      Architecture architecture, int trainingImages, Augmentation augmentation, long seed) {
    boolean quick = architecture.multiplyAddsLearning() < QUICK_MULTIPLY_ADDS;
    // Normalised layers bear steps that would throw plain ones off.
    boolean normalised = architecture.layers().stream().noneMatch(Layer.Flatten.class::isInstance);
    double epochs =
        quick
            ? QUICK_EPOCHS * Math.pow(MANY_IMAGES / trainingImages, 0.6)
            : EPOCHS * Math.pow(MANY_IMAGES / trainingImages, 0.4);
    int batch = trainingImages >= 20_000 ? 256 : trainingImages >= 2_000 ? 64 : 32;
    return new Recipe(
        (int) Math.round(Math.clamp(epochs, EPOCHS_MIN, EPOCHS_MAX)),
        Math.min(batch, trainingImages),
        normalised ? 0.01 : 0.001,
        0.01,
        augmentation,
        normalised ? 0.2 : 0.05,
        seed);
  }

  /**
   * Sensible settings for a network that has learned from many pictures already: it keeps most of
   * what it knows.
   *
   * @param trainingImages images of the training part
   */
  public static Recipe forFineTuning(int trainingImages, Augmentation augmentation, long seed) {
    double epochs = TUNING_EPOCHS * Math.pow(TUNING_IMAGES / trainingImages, 0.4);
    return new Recipe(
        (int) Math.round(Math.clamp(epochs, TUNING_EPOCHS, TUNING_EPOCHS_MAX)),
        Math.min(trainingImages < 2_000 ? 16 : 32, trainingImages),
        TUNING_RATE,
        0,
        augmentation,
        TUNING_SMOOTHING,
        seed);
  }

  /**
   * The share of the peak that the learning rates have after a share of the planned epochs: a
   * straight rise, then a straight fall.
   *
   * @param done share of the plan, 0 at the first step; from 1 on the rate stays at its floor
   */
  public double rate(double done) {
    double share = done < WARM_UP ? done / WARM_UP : Math.max(0, (1 - done) / (1 - WARM_UP));
    return FLOOR + (1 - FLOOR) * share;
  }

  /**
   * A short further training of a network that has learned already: few epochs at a rate that
   * changes what it knows little by little.
   */
  public Recipe refining() {
    return new Recipe(
        Math.clamp(epochsPlanned / 4, 2, 10),
        batch,
        peakLearningRate * REFINING_RATE,
        weightDecay,
        augmentation,
        labelSmoothing,
        seed + 1);
  }

  /**
   * The same recipe in batches that take no more memory than there is, or in the smallest sensible
   * ones.
   *
   * @param memory bytes that a step may take
   */
  public Recipe within(Architecture architecture, long memory) {
    int fitting = batch;
    while (fitting / 2 >= BATCH_MIN && architecture.bytesLearning(fitting) > memory) {
      fitting /= 2;
    }
    return inBatchesOf(fitting);
  }

  /** The same recipe with as many images a step as are said. */
  public Recipe inBatchesOf(int images) {
    return new Recipe(
        epochsPlanned, images, peakLearningRate, weightDecay, augmentation, labelSmoothing, seed);
  }

  /** The same recipe with another number of epochs, over which the learning rate comes down. */
  public Recipe planning(int epochs) {
    return new Recipe(
        epochs, batch, peakLearningRate, weightDecay, augmentation, labelSmoothing, seed);
  }
}
