package sorrel.dataset.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sorrel.dataset.domain.BinChoice;
import sorrel.dataset.domain.BinnedImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Query;

/** What is sent and received about bins. */
final class BinJson {
  private BinJson() {}

  /**
   * A page of a bin.
   *
   * @param pictures in all of the bin
   * @param bytes of their files, which count for the account
   * @param keptFor how long each is kept
   */
  record Contents(
      long pictures, long bytes, Duration keptFor, List<Picture> items, Optional<String> next) {}

  /**
   * A removed picture.
   *
   * @param label what its class was called last
   * @param goesAt when it is deleted for good, about
   * @param content the path of its bytes
   */
  record Picture(
      String id,
      @JsonProperty("class") String classId,
      String label,
      String split,
      int width,
      int height,
      String name,
      Instant removedAt,
      Instant goesAt,
      String content) {
    static Picture of(BinnedImage image, Duration keep) {
      return new Picture(
          image.id().toString(),
          image.classId().toString(),
          image.label(),
          image.split().name().toLowerCase(Locale.ROOT),
          image.width(),
          image.height(),
          image.name(),
          image.removedAt(),
          image.removedAt().plus(keep),
          "/api/v1/models/%s/bin/%s/content".formatted(image.model(), image.id()));
    }
  }

  /** Which pictures are to be put back: exactly one of these. */
  record Wanted(
      Optional<List<String>> images,
      @JsonProperty("class") Optional<String> classId,
      Optional<Boolean> all)
      implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      int given = (images.isPresent() ? 1 : 0) + (classId.isPresent() ? 1 : 0);
      boolean everything = all.orElse(false);
      checks.that(
          given + (everything ? 1 : 0) == 1,
          "",
          "must have one of images, class, and all with the value true");
      images.ifPresent(
          ids -> {
            checks.that(
                !ids.isEmpty() && ids.size() <= Query.PAGE_MAX,
                "/images",
                "must name 1 to %d pictures".formatted(Query.PAGE_MAX));
            for (int i = 0; i < ids.size(); i++) {
              checks.that(isId(ids.get(i)), "/images/" + i, "must be an id");
            }
          });
      classId.ifPresent(id -> checks.that(isId(id), "/class", "must be an id"));
    }

    private static boolean isId(String text) {
      return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    BinChoice choice() {
      return images
          .<BinChoice>map(ids -> new BinChoice.Some(ids.stream().map(ImageId::of).toList()))
          .or(() -> classId.map(id -> new BinChoice.OfClass(ClassId.of(id))))
          .orElseGet(BinChoice.All::new);
    }
  }
}
