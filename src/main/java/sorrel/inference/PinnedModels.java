package sorrel.inference;

import java.util.List;
import sorrel.inference.store.Pins;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;

/** Models that stay in memory, by the word of an administrator. Blocking. */
public final class PinnedModels {
  private final Pins pins;
  private final Models models;
  private final Classifier classifier;

  public PinnedModels(Pins pins, Models models, Classifier classifier) {
    this.pins = pins;
    this.models = models;
    this.classifier = classifier;
  }

  /** All, the one pinned first at the front. */
  public List<ModelId> all() {
    return pins.all();
  }

  /** Pins a model of anybody's and has it loaded; false if there is none. May be repeated. */
  public boolean pin(ModelId model) {
    boolean lives = models.look(model).toCompletableFuture().join() instanceof LiveModel;
    if (lives) {
      pins.add(model);
      classifier.pin(model);
    }
    return lives;
  }

  /** May be repeated, also of a model that is gone. */
  public void unpin(ModelId model) {
    pins.remove(model);
  }
}
