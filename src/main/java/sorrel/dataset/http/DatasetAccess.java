package sorrel.dataset.http;

import java.util.List;
import java.util.Optional;
import sorrel.dataset.Datasets;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetOwner;
import sorrel.dataset.domain.ModelAccess;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.platform.http.Call;

/** Finds what a call is about, if it is the caller's; else answers 404. */
public final class DatasetAccess {
  private final Datasets datasets;
  private final ModelAccess models;
  private final DatasetOwner owner;

  public DatasetAccess(Datasets datasets, ModelAccess models, DatasetOwner owner) {
    this.datasets = datasets;
    this.models = models;
    this.owner = owner;
  }

  Datasets datasets() {
    return datasets;
  }

  /** The model of the path. */
  ModelId model(Call call) {
    ModelId model = call.id("model", ModelId::of);
    if (!models.owns(call.caller().account(), model)) {
      throw DatasetProblems.noSuchModel().asException();
    }
    return model;
  }

  /** The image of the path. */
  DatasetImage image(Call call) {
    return datasets
        .find(call.id("image", ImageId::of))
        .filter(image -> models.owns(call.caller().account(), image.model()))
        .orElseThrow(() -> DatasetProblems.noSuchImage().asException());
  }

  List<DatasetClass> classes(ModelId model) {
    return owner.classes(model).orElseThrow(() -> DatasetProblems.noSuchModel().asException());
  }

  /** The class that a text names: by its id, else by its label. */
  static DatasetClass named(List<DatasetClass> classes, String text) {
    Optional<DatasetClass> byId =
        classes.stream().filter(each -> each.id().toString().equalsIgnoreCase(text)).findFirst();
    return byId.or(() -> classes.stream().filter(each -> each.label().equals(text)).findFirst())
        .orElseThrow(() -> DatasetProblems.noSuchClass(text).asException());
  }
}
