package sorrel.model.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.training.domain.Architectures;
import sorrel.training.domain.Recipe;

/**
 * What competes in a search, cheapest first: heads on networks that are there already, then small
 * networks, then larger ones.
 */
final class FirstCandidates {
  /** Pictures whose sides are all below it tell a network made for photographs little. */
  private static final int TINY = 64;

  /** So many trained networks are small: they learn tiny pictures within a minute. */
  private static final int SMALL_NETWORKS = 2;

  /** A head that takes more than this share of the budget is not cheap. */
  private static final double SHARE_OF_BUDGET_MAX = 0.5;

  private FirstCandidates() {}

  static List<Candidate> of(LiveModel model, ModelCommand.StartRun start) {
    ImagePipeline pipeline = model.pipeline().orElseThrow();
    List<Plan> own = new ArrayList<>();
    List<Plan> registered = new ArrayList<>();
    List<Plan> tuned = new ArrayList<>();
    for (AvailableNetwork each : AvailableNetwork.suited(pipeline.input(), start.networks())) {
      if (affordable(model, each, start.budget())) {
        switch (each.origin()) {
          case OWN -> own.add(fit(each, pipeline));
          case REGISTERED -> {
            registered.add(fit(each, pipeline));
            tune(each, model, start).ifPresent(tuned::add);
          }
        }
      }
    }
    List<Plan> trained = trained(model, start);
    int before = isTiny(pipeline.input()) ? Math.min(SMALL_NETWORKS, trained.size()) : 0;
    List<Plan> plans = new ArrayList<>(own);
    plans.addAll(trained.subList(0, before));
    plans.addAll(registered);
    plans.addAll(tuned);
    plans.addAll(trained.subList(before, trained.size()));
    return plans.stream()
        // A run without any candidate would never end.
        .limit(Math.max(1, start.candidates().orElse(Integer.MAX_VALUE)))
        .map(Candidate::fresh)
        .toList();
  }

  /** The id is random enough, and the same run then learns the same way again. */
  private static long seed(ModelCommand.StartRun start) {
    return start.run().value().getLeastSignificantBits();
  }

  private static List<Plan> trained(LiveModel model, ModelCommand.StartRun start) {
    ImageShape input = model.pipeline().orElseThrow().input();
    int images = model.trainingImages();
    long seed = seed(start);
    return Architectures.candidates(
            input, model.classes().size(), images, start.augmentation().flip())
        .stream()
        .<Plan>map(
            architecture ->
                new Plan.Train(
                    architecture,
                    Recipe.forDataset(architecture, images, start.augmentation(), seed)
                        .within(architecture, start.memory()),
                    Optional.empty()))
        .toList();
  }

  /** The network's size, fitted as this model's pictures are. */
  private static Plan fit(AvailableNetwork network, ImagePipeline pipeline) {
    return new Plan.Fit(
        network.name(),
        network.parameters(),
        network.network(),
        new ImagePipeline(network.input(), pipeline.fit()),
        Optional.empty());
  }

  /** The same network, trained further. */
  private static Optional<Plan> tune(
      AvailableNetwork network, LiveModel model, ModelCommand.StartRun start) {
    ImagePipeline pipeline = model.pipeline().orElseThrow();
    double scale = (double) network.input().height() / pipeline.input().height();
    Recipe recipe =
        Recipe.forFineTuning(
            model.trainingImages(), start.augmentation().scaled(scale), seed(start));
    return Plan.Tune.of(
        network.name(),
        network.parameters(),
        network.network(),
        new ImagePipeline(network.input(), pipeline.fit()),
        recipe);
  }

  private static boolean affordable(LiveModel model, AvailableNetwork network, Duration budget) {
    int pictures =
        model.classes().stream().mapToInt(each -> each.training() + each.testing()).sum();
    return network.millisPerPicture().orElse(0.0) * pictures
        <= budget.toMillis() * SHARE_OF_BUDGET_MAX;
  }

  private static boolean isTiny(ImageShape pictures) {
    return Math.max(pictures.height(), pictures.width()) < TINY;
  }
}
