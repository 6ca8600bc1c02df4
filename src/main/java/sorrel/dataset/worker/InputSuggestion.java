package sorrel.dataset.worker;

import java.util.Optional;
import sorrel.dataset.domain.StoredImage;
import sorrel.dataset.store.ImageBytes;
import sorrel.dataset.store.ImageTable;
import sorrel.dataset.store.ModelBlobs;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.picture.PictureLimits;
import sorrel.picture.PictureReader;
import sorrel.picture.PictureStatistics;
import sorrel.picture.PipelineSuggestion;
import sorrel.picture.Reading;

/** Suggests a model's input where no import did: its pictures came one at a time. */
public final class InputSuggestion {
  /** Enough to see the usual size and colour by. */
  private static final int SAMPLE = 100;

  private static final int SIDE = 64;

  private final ImageTable images;
  private final ModelBlobs blobs;
  private final PictureReader reader;

  public InputSuggestion(ImageTable images, ModelBlobs blobs, PictureLimits limits) {
    this.images = images;
    this.blobs = blobs;
    this.reader = new PictureReader(limits);
  }

  /** The input that suits a sample of the model's pictures; empty without pictures. */
  public Optional<ImagePipeline> of(ModelId model) {
    PictureStatistics statistics = PictureStatistics.NONE;
    try (ImageBytes bytes = new ImageBytes(blobs.of(model))) {
      for (StoredImage image : images.sample(model, SAMPLE)) {
        if (reader.read(bytes.read(image.slice()), SIDE) instanceof Reading.Readable readable) {
          statistics = statistics.plus(PictureStatistics.of(readable.picture()));
        }
      }
    }
    return statistics.pictures() == 0
        ? Optional.empty()
        : Optional.of(PipelineSuggestion.of(statistics));
  }
}
