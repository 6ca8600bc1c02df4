package sorrel.platform.blobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import sorrel.platform.config.BlobSettings;

/** Opens a bucket, or says which setting keeps it from being opened. */
final class BucketOpening {
  /** Few enough bytes to be sent again, enough that a round trip is little beside them. */
  private static final long PART_BYTES = 16L << 20;

  /** The most that S3 lists or deletes with one request. */
  private static final int KEYS_AT_ONCE = 1000;

  private static final int FORBIDDEN = 403;
  private static final int MOVED = 301;

  private BucketOpening() {}

  /** A bucket that answered. */
  static BlobSpaces open(BlobSettings.Bucket settings, Path cache) throws IOException {
    S3Client client = BucketClient.open(settings, credentials(settings));
    boolean usable = false;
    try {
      check(client, settings);
      usable = true;
    } finally {
      if (!usable) {
        client.close();
      }
    }
    String prefix = settings.prefix().isEmpty() ? "" : settings.prefix() + "/";
    S3BlobSpaces spaces =
        new S3BlobSpaces(
            new Bucket(client, settings.bucket(), PART_BYTES, KEYS_AT_ONCE),
            prefix,
            cache,
            settings.cacheBytes(),
            InstantSource.system());
    spaces.start();
    return spaces;
  }

  private static AwsCredentialsProvider credentials(BlobSettings.Bucket settings) {
    AwsCredentialsProvider credentials = BucketClient.credentials(settings);
    try {
      credentials.resolveCredentials();
      return credentials;
    } catch (SdkClientException none) {
      throw new BlobsException(
          "The bucket %s needs credentials. Set sorrel.blobs.access-key and sorrel.blobs.secret-key, or what the AWS SDK looks for, such as AWS_ACCESS_KEY_ID."
              .formatted(settings.bucket()),
          none);
    }
  }

  /** Looks into the bucket, so that what is wrong shows at the start. */
  private static void check(S3Client client, BlobSettings.Bucket settings) {
    try {
      client.listObjectsV2(
          list -> list.bucket(settings.bucket()).prefix(settings.prefix()).maxKeys(1));
    } catch (NoSuchBucketException missing) {
      throw new BlobsException(
          "There is no bucket %s at %s. Make it, or correct sorrel.blobs.bucket."
              .formatted(settings.bucket(), place(settings)),
          missing);
    } catch (S3Exception refused) {
      throw new BlobsException(refusal(refused, settings), refused);
    } catch (SdkException unreachable) {
      throw new BlobsException(
          "The bucket %s at %s cannot be reached: %s"
              .formatted(settings.bucket(), place(settings), Blobs.line(unreachable)),
          unreachable);
    }
  }

  private static String refusal(S3Exception refused, BlobSettings.Bucket settings) {
    String advice =
        switch (refused.statusCode()) {
          case FORBIDDEN ->
              "Look at sorrel.blobs.access-key, sorrel.blobs.secret-key and what they may do.";
          case MOVED -> "Look at sorrel.blobs.region and sorrel.blobs.endpoint.";
          default -> "Look at the settings under sorrel.blobs.";
        };
    return "%s refuses the bucket %s: %s %s"
        .formatted(place(settings), settings.bucket(), Blobs.line(refused), advice);
  }

  private static String place(BlobSettings.Bucket settings) {
    return settings.endpoint().map(Object::toString).orElse("Amazon S3 in " + settings.region());
  }
}
