package sorrel.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import sorrel.dataset.Datasets;
import sorrel.head.FeatureTableFile;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.Mislabelled;
import sorrel.head.domain.NearDuplicates;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Newest;
import sorrel.kernel.Sha256;
import sorrel.model.domain.Version;
import sorrel.platform.blobs.BlobStore;

/**
 * Looks for what is wrong with the pictures of a model, by what its version in use makes of them.
 * An examination takes seconds of work on a large set, so one is made at a time, and the newest are
 * kept.
 */
public final class DataDoctor {
  /** Findings of a kind; who has mended so many looks again. */
  private static final int FINDINGS_MAX = 200;

  private static final int EXAMINATIONS_KEPT = 50;

  private final Function<ModelId, BlobStore> blobs;
  private final Datasets datasets;
  private final Map<Sha256, Examination> kept = new Newest<>(EXAMINATIONS_KEPT);

  public DataDoctor(Function<ModelId, BlobStore> blobs, Datasets datasets) {
    this.blobs = blobs;
    this.datasets = datasets;
  }

  private record Examination(List<Mislabelled.Suspect> suspects, List<NearDuplicates.Pair> pairs) {}

  /** A picture that is probably in the wrong class. */
  public record SuspectImage(ImageId image, String label, String suggested, double probability) {}

  /** A picture on the testing side that is nearly the same as one that was learned from. */
  public record TwinImages(ImageId learned, ImageId tested, double likeness) {}

  /** What was found; pictures that are gone by now are left out. */
  public record Findings(List<SuspectImage> mislabelled, List<TwinImages> nearDuplicates) {}

  /** Examines the pictures that a version knows; blocking. */
  public Findings examine(ModelId model, Version version) {
    Examination found = examined(model, version.files().table());
    Map<Sha256, ImageId> images = images(model, found);
    return new Findings(
        found.suspects().stream()
            .flatMap(suspect -> suspect(suspect, version, images).stream())
            .toList(),
        found.pairs().stream().flatMap(pair -> twins(pair, images).stream()).toList());
  }

  private synchronized Examination examined(ModelId model, Sha256 table) {
    return kept.computeIfAbsent(
        table,
        blob -> {
          FeatureTable features = FeatureTableFile.read(file(model, blob));
          return new Examination(
              Mislabelled.in(features, FINDINGS_MAX),
              NearDuplicates.across(features, FINDINGS_MAX));
        });
  }

  private Path file(ModelId model, Sha256 blob) {
    try {
      return blobs.apply(model).local(blob);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private Map<Sha256, ImageId> images(ModelId model, Examination found) {
    List<Sha256> contents =
        Stream.concat(
                found.suspects().stream().map(Mislabelled.Suspect::picture),
                found.pairs().stream().flatMap(pair -> Stream.of(pair.learned(), pair.tested())))
            .distinct()
            .toList();
    return datasets.byContent(model, contents);
  }

  private static Optional<SuspectImage> suspect(
      Mislabelled.Suspect suspect, Version version, Map<Sha256, ImageId> images) {
    return Optional.ofNullable(images.get(suspect.picture()))
        .map(
            image ->
                new SuspectImage(
                    image,
                    version.classes().get(suspect.label()).label(),
                    version.classes().get(suspect.suggested()).label(),
                    suspect.probability()));
  }

  private static Optional<TwinImages> twins(NearDuplicates.Pair pair, Map<Sha256, ImageId> images) {
    ImageId learned = images.get(pair.learned());
    ImageId tested = images.get(pair.tested());
    return learned == null || tested == null
        ? Optional.empty()
        : Optional.of(new TwinImages(learned, tested, pair.likeness()));
  }
}
