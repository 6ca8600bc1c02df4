package sorrel.dataset.domain;

import java.time.Instant;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.kernel.Split;

/**
 * A picture that was removed and can be put back.
 *
 * @param number its place in the order in which pictures were removed
 * @param label what its class was called last
 * @param removedBy the account that did it
 */
public record BinnedImage(
    long number,
    ImageId id,
    ModelId model,
    ClassId classId,
    String label,
    Split split,
    Sha256 sha256,
    PackSlice slice,
    String format,
    int width,
    int height,
    String name,
    Instant removedAt,
    AccountId removedBy) {}
