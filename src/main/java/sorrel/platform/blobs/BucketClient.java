package sorrel.platform.blobs;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import sorrel.platform.config.BlobSettings;

/** Makes the AWS SDK's client, with a limit on every wait. */
final class BucketClient {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Without a byte for so long, a connection is given up. */
  private static final Duration SILENCE = Duration.ofSeconds(20);

  /** One try at a part of 16 MiB, at no less than 300 kB a second. */
  private static final Duration ATTEMPT = Duration.ofSeconds(60);

  /** All tries with the pauses between them. */
  private static final Duration CALL = Duration.ofMinutes(3);

  private static final int ATTEMPTS = 4;

  private BucketClient() {}

  static AwsCredentialsProvider credentials(BlobSettings.Bucket settings) {
    return settings
        .key()
        .<AwsCredentialsProvider>map(
            key ->
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(key.id(), key.secret())))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  static S3Client open(BlobSettings.Bucket settings, AwsCredentialsProvider credentials) {
    S3ClientBuilder builder =
        S3Client.builder()
            .credentialsProvider(credentials)
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
            .overrideConfiguration(
                limits ->
                    limits
                        .apiCallTimeout(CALL)
                        .apiCallAttemptTimeout(ATTEMPT)
                        .retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build()))
            // Newer checksums are refused by some servers; MD5, which is sent, is known to all.
            // What
            // is read is held against its SHA-256 here.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create())
            .serviceConfiguration(
                s3 -> s3.chunkedEncodingEnabled(false).expectContinueEnabled(false));
    URI endpoint = settings.endpoint().orElse(null);
    return endpoint == null ? builder.build() : builder.endpointOverride(endpoint).build();
  }
}
