package sorrel.training.domain;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.training.domain.TrainingJob.Learning;

/**
 * Names the pictures of a model as a job learns from them: decoded for its network, of its classes,
 * up to its time. A runner that has them can begin at once.
 *
 * @param content differs wherever the pixels or the labels would
 */
public record DecodedPictures(ModelId model, String content) {
  /** Changes with what the files of a cache hold. */
  private static final String FORM = "2|";

  private static final int DIGITS = 32;

  /** Those that a candidate learns from. */
  public static DecodedPictures of(ModelId model, Learning learning) {
    String content =
        FORM + learning.datasetUntil() + "|" + learning.pipeline() + "|" + learning.classes();
    return new DecodedPictures(
        model, Sha256.of(content.getBytes(StandardCharsets.UTF_8)).hex().substring(0, DIGITS));
  }

  /** Those that a job needs; a head is solved from pictures that are not kept. */
  public static Optional<DecodedPictures> of(TrainingJob job) {
    return switch (job) {
      case TrainingJob.Round round -> Optional.of(of(round.key().model(), round.learning()));
      case TrainingJob.Finish finish -> Optional.of(of(finish.key().model(), finish.learning()));
      case TrainingJob.Fit _, TrainingJob.FinishFit _ -> Optional.empty();
    };
  }
}
