package sorrel.dataset.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Ready;
import sorrel.dataset.domain.DatasetImage.Refused;
import sorrel.kernel.ClassId;

/**
 * An image as callers see it.
 *
 * @param classId empty for a picture that lay in no class folder
 * @param content the path of its bytes; empty for a refused picture, whose bytes are not kept
 */
record ImageJson(
    String id,
    @JsonProperty("class") Optional<String> classId,
    Optional<String> label,
    Optional<String> split,
    Optional<Integer> width,
    Optional<Integer> height,
    String state,
    Optional<String> reason,
    Optional<String> sentence,
    String name,
    Instant createdAt,
    Optional<String> content) {
  static ImageJson of(DatasetImage image, List<DatasetClass> classes) {
    Optional<ClassId> classId = image.classId();
    Optional<String> label =
        classId.flatMap(
            id ->
                classes.stream()
                    .filter(each -> each.id().equals(id))
                    .map(DatasetClass::label)
                    .findFirst());
    String id = image.id().toString();
    Optional<String> shownClass = classId.map(ClassId::toString);
    return switch (image.state()) {
      case Ready ready ->
          new ImageJson(
              id,
              shownClass,
              label,
              Optional.of(ready.split().name().toLowerCase(Locale.ROOT)),
              Optional.of(ready.width()),
              Optional.of(ready.height()),
              "ready",
              Optional.empty(),
              Optional.empty(),
              image.name(),
              image.createdAt(),
              Optional.of(path(image) + "/content"));
      case Refused refused ->
          new ImageJson(
              id,
              shownClass,
              label,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              "refused",
              Optional.of(refused.reason()),
              Optional.of(refused.sentence()),
              image.name(),
              image.createdAt(),
              Optional.empty());
    };
  }

  static String path(DatasetImage image) {
    return "/api/v1/images/" + image.id();
  }
}
