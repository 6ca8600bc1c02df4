package sorrel.model.domain;

import java.util.Optional;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Recipe;

/** How a candidate goes about learning. */
public sealed interface Plan {
  /** What people read. */
  String name();

  /** Numbers in its network. */
  long parameters();

  /** Rounds of learning it needs at most, in passes over the pictures. */
  int epochsPlanned();

  /** What it takes pictures as; its own where the network was made for one. */
  Optional<ImagePipeline> pipeline();

  /**
   * A network is trained.
   *
   * @param from the weights it begins with; empty for fresh ones
   */
  record Train(Architecture architecture, Recipe recipe, Optional<Sha256> from) implements Plan {
    @Override
    public String name() {
      return architecture.name();
    }

    @Override
    public long parameters() {
      return architecture.parameters();
    }

    @Override
    public int epochsPlanned() {
      return recipe.epochsPlanned();
    }

    @Override
    public Optional<ImagePipeline> pipeline() {
      return Optional.empty();
    }
  }

  /**
   * A head is solved on a network that stays as it is.
   *
   * @param network from pixels to features
   * @param takes the pictures that the network takes
   * @param base the version whose head is to be brought up to date; empty for a first one
   */
  record Fit(
      String name,
      long parameters,
      NetworkBlobs network,
      ImagePipeline takes,
      Optional<Integer> base)
      implements Plan {
    @Override
    public int epochsPlanned() {
      return 1;
    }

    @Override
    public Optional<ImagePipeline> pipeline() {
      return Optional.of(takes);
    }
  }

  /**
   * A network that is there is trained further; a head on it as it was comes first.
   *
   * @param network the blob of its SavedModel
   * @param takes the pictures that the network takes
   */
  record Tune(String name, long parameters, Sha256 network, ImagePipeline takes, Recipe recipe)
      implements Plan {
    @Override
    public int epochsPlanned() {
      return recipe.epochsPlanned();
    }

    @Override
    public Optional<ImagePipeline> pipeline() {
      return Optional.of(takes);
    }

    private static final String ADDITION = ", fine-tuned";

    /**
     * A plan for a network, if it can be trained further: one that is there as ONNX alone cannot.
     *
     * @param name what people call the network as it is
     */
    static Optional<Plan> of(
        String name, long parameters, NetworkBlobs network, ImagePipeline takes, Recipe recipe) {
      String further = name.endsWith(ADDITION) ? name : name + ADDITION;
      return network
          .savedModel()
          .map(savedModel -> new Tune(further, parameters, savedModel, takes, recipe));
    }

    /** Whether a head is solved on the same network as it was. */
    boolean follows(Plan other) {
      return other instanceof Fit fit && fit.network().savedModel().equals(Optional.of(network));
    }
  }
}
