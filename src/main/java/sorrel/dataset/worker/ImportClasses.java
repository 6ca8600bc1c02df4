package sorrel.dataset.worker;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.ImportCounts;
import sorrel.kernel.ClassId;

/** The classes that an import brings, and the labels of all classes of its model. */
final class ImportClasses {
  private final Map<String, ClassId> ids = new HashMap<>();
  private final Map<ClassId, String> labels = new HashMap<>();

  ImportClasses(List<ImportCounts> brought, List<DatasetClass> all) {
    brought.forEach(each -> ids.put(each.of().label(), each.of().id()));
    all.forEach(each -> labels.put(each.id(), each.label()));
  }

  /** The class of a label of the archive; empty if it was removed meanwhile. */
  Optional<ClassId> id(String label) {
    return Optional.ofNullable(ids.get(label));
  }

  /** A class's name, for people. */
  String label(ClassId classId) {
    return labels.getOrDefault(classId, "another class");
  }
}
