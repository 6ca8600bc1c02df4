package sorrel.platform.blobs;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object that is sent in parts; nobody sees it before it is complete. */
final class PartedUpload {
  private final S3Client client;
  private final String bucket;
  private final String key;

  PartedUpload(S3Client client, String bucket, String key) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
  }

  /** Sends all parts; what was sent is given up if one fails. */
  void send(List<Parts.Part> parts) {
    String upload =
        client.createMultipartUpload(object -> object.bucket(bucket).key(key)).uploadId();
    boolean complete = false;
    try {
      List<CompletedPart> sent = new ArrayList<>();
      for (Parts.Part part : parts) {
        sent.add(send(upload, sent.size() + 1, part));
      }
      client.completeMultipartUpload(
          object ->
              object
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(whole -> whole.parts(sent)));
      complete = true;
    } finally {
      if (!complete) {
        giveUp(upload);
      }
    }
  }

  private CompletedPart send(String upload, int number, Parts.Part part) {
    String tag =
        client
            .uploadPart(
                each ->
                    each.bucket(bucket)
                        .key(key)
                        .uploadId(upload)
                        .partNumber(number)
                        .contentMD5(part.md5()),
                part.body())
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void giveUp(String upload) {
    try {
      client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException unreachable) {
      // Parts that stay are given up when they are a day old; the first failure is what matters.
    }
  }
}
