package sorrel.platform.blobs;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import sorrel.platform.config.BlobSettings;

/** An S3 server in this process that keeps its objects in memory. */
public final class MemoryS3 implements AutoCloseable {
  private static final BlobSettings.AccessKey KEY =
      new BlobSettings.AccessKey("tester", "a secret of the tests");

  private final S3Proxy proxy;
  private final S3Client client;

  private MemoryS3(S3Proxy proxy) {
    this.proxy = proxy;
    BlobSettings.Bucket any = settings("any");
    this.client = BucketClient.open(any, BucketClient.credentials(any));
  }

  /** Starts one on any free port. */
  public static MemoryS3 start() throws Exception {
    S3Proxy proxy =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, KEY.id(), KEY.secret())
            .blobStore(new TransientNio2BlobStore())
            .build();
    proxy.start();
    return new MemoryS3(proxy);
  }

  /** Makes a bucket. */
  public void make(String bucket) {
    client.createBucket(each -> each.bucket(bucket));
  }

  /** Settings that lead to a bucket here. */
  public BlobSettings.Bucket settings(String bucket) {
    return new BlobSettings.Bucket(
        Optional.of(endpoint()), "us-east-1", bucket, "shelf", Optional.of(KEY), true, 1L << 30);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  /** What {@link #settings} opens a bucket with. */
  public BlobSettings.AccessKey key() {
    return KEY;
  }

  /** The keys of all objects that begin so, a thousand at most. */
  public List<String> keys(String bucket, String prefix) {
    return client.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  S3Client client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    try {
      proxy.stop();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
