package sorrel.remote.domain;

import java.util.List;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;
import sorrel.training.domain.ImageSource;

/** What a runner is told of a picture before it asks for its file. */
public record PictureRow(ImageId id, ClassId classId, Split split, Sha256 sha256, Sha256 kin) {
  /** As training knows it. */
  public ImageSource.Entry entry() {
    return new ImageSource.Entry(classId, split, sha256, kin);
  }

  /**
   * Some pictures, in the order in which training looks at them.
   *
   * @param last whether none follow
   */
  public record Page(List<PictureRow> pictures, boolean last) {}

  /** Pictures whose files are wanted. */
  public record Wanted(List<ImageId> pictures) {}
}
