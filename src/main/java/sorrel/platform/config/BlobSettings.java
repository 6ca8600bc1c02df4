package sorrel.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the bytes of pictures, networks and checkpoints are kept. */
public sealed interface BlobSettings {
  /**
   * A folder, which several nodes may share.
   *
   * @param folder absolute
   */
  record Folder(Path folder) implements BlobSettings {}

  /**
   * A part of an S3 bucket, or of one that speaks the same protocol.
   *
   * @param endpoint of a server of one's own; empty is Amazon's in the region
   * @param prefix what names of objects begin with, without a slash at either end; may be empty
   * @param key empty asks the surroundings, in the order of the AWS SDK
   * @param pathStyle whether the bucket is named in the path rather than in the host
   * @param cacheBytes the copies that one node keeps
   */
  record Bucket(
      Optional<URI> endpoint,
      String region,
      String bucket,
      String prefix,
      Optional<AccessKey> key,
      boolean pathStyle,
      long cacheBytes)
      implements BlobSettings {}

  /**
   * What a bucket is opened with.
   *
   * @param secret never logged
   */
  record AccessKey(String id, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "AccessKey[id=" + id + "]";
    }
  }
}
