package sorrel.dataset.domain;

import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/**
 * A labelled image as training reads it.
 *
 * @param kin the picture whose side it shares, see {@link Side}
 */
public record StoredImage(
    ImageId id,
    ModelId model,
    ClassId classId,
    Split split,
    Sha256 sha256,
    Sha256 kin,
    PackSlice slice) {}
