package sorrel.platform.blobs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of a bucket by their keys. What the SDK throws becomes an {@link IOException}; objects
 * are sent and fetched in parts, so that a lost connection costs one part and none has to last.
 */
final class Bucket implements AutoCloseable {
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final S3Client client;
  private final String name;
  private final long partBytes;
  private final int keysAtOnce;

  /**
   * A bucket, which need not exist yet.
   *
   * @param partBytes of what is sent or fetched at a time; 5 MiB at least
   * @param keysAtOnce that one request lists or deletes; 1,000 at most
   */
  Bucket(S3Client client, String name, long partBytes, int keysAtOnce) {
    this.client = client;
    this.name = name;
    this.partBytes = partBytes;
    this.keysAtOnce = keysAtOnce;
  }

  long partBytes() {
    return partBytes;
  }

  /** A call of the SDK. */
  private interface Call<T> {
    T make() throws IOException;
  }

  private <T> T call(Call<T> call) throws IOException {
    try {
      return call.make();
    } catch (SdkException failure) {
      throw new IOException(
          "the bucket %s did not do it: %s".formatted(name, failure.getMessage()), failure);
    }
  }

  /** Stores an object; it is there wholly, or not at all. */
  void put(String key, Parts file) throws IOException {
    if (file.parts().size() == 1) {
      Parts.Part only = file.parts().getFirst();
      call(
          () ->
              client.putObject(
                  object -> object.bucket(name).key(key).contentMD5(only.md5()), only.body()));
    } else {
      call(
          () -> {
            new PartedUpload(client, name, key).send(file.parts());
            return key;
          });
    }
  }

  /** Bytes of an object; empty if there is none. */
  OptionalLong size(String key) throws IOException {
    return call(
        () -> {
          try {
            return OptionalLong.of(
                client.headObject(object -> object.bucket(name).key(key)).contentLength());
          } catch (NoSuchKeyException missing) {
            return OptionalLong.empty();
          }
        });
  }

  /** Writes an object of so many bytes into a file. */
  void fetch(String key, long size, Path file) throws IOException {
    for (long offset = 0; offset < size; offset += partBytes) {
      long from = offset;
      long length = Math.min(partBytes, size - offset);
      GetObjectRequest part = range(key, from, length);
      call(() -> client.getObject(part, into(file, from, length)));
    }
  }

  /** Each try opens the file anew: one that is interrupted closes it. */
  private static ResponseTransformer<GetObjectResponse, Long> into(
      Path file, long offset, long length) {
    return (response, content) -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel.position(offset));
          InputStream part = new FirstBytes(content, length)) {
        long written = part.transferTo(out);
        if (written != length) {
          throw new EOFException("%d bytes came, not %d".formatted(written, length));
        }
        return written;
      } catch (IOException broken) {
        throw RetryableException.create("the part was not read: " + broken.getMessage(), broken);
      }
    };
  }

  /**
   * Bytes of an object.
   *
   * @param length at least 1
   * @return as many as there are
   * @throws NoSuchFileException if there is no such object
   */
  byte[] read(String key, long offset, int length) throws IOException {
    return call(
        () -> {
          try {
            ResponseBytes<GetObjectResponse> part =
                client.getObject(range(key, offset, length), ResponseTransformer.toBytes());
            return part.asByteArrayUnsafe();
          } catch (NoSuchKeyException missing) {
            throw new NoSuchFileException(key);
          } catch (S3Exception failure) {
            if (failure.statusCode() == RANGE_NOT_SATISFIABLE) {
              return new byte[0];
            }
            throw failure;
          }
        });
  }

  private GetObjectRequest range(String key, long offset, long length) {
    return GetObjectRequest.builder()
        .bucket(name)
        .key(key)
        .range("bytes=%d-%d".formatted(offset, offset + length - 1))
        .build();
  }

  /** Removes an object; nothing if there is none. */
  void delete(String key) throws IOException {
    call(() -> client.deleteObject(object -> object.bucket(name).key(key)));
  }

  /** Whether an object's key begins so. */
  boolean any(String prefix) throws IOException {
    return call(
        () ->
            !client
                .listObjectsV2(list -> list.bucket(name).prefix(prefix).maxKeys(1))
                .contents()
                .isEmpty());
  }

  /** Removes all objects whose keys begin so, and what was begun of such. */
  void deleteAll(String prefix) throws IOException {
    abandon(prefix, Instant.MAX);
    call(
        () -> {
          for (ListObjectsV2Response page :
              client.listObjectsV2Paginator(
                  list -> list.bucket(name).prefix(prefix).maxKeys(keysAtOnce))) {
            delete(page.contents());
          }
          return prefix;
        });
  }

  private void delete(List<S3Object> objects) throws IOException {
    if (objects.isEmpty()) {
      return;
    }
    List<ObjectIdentifier> keys =
        objects.stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    List<S3Error> errors =
        client
            .deleteObjects(
                batch -> batch.bucket(name).delete(each -> each.objects(keys).quiet(true)))
            .errors();
    if (!errors.isEmpty()) {
      throw new IOException(
          "the bucket %s did not delete %d objects, one of them with: %s"
              .formatted(name, errors.size(), errors.getFirst().message()));
    }
  }

  /** Gives up uploads in parts that were begun before a moment and not completed. */
  void abandon(String prefix, Instant before) throws IOException {
    call(
        () -> {
          client
              .listMultipartUploadsPaginator(list -> list.bucket(name).prefix(prefix))
              .uploads()
              .stream()
              .filter(each -> each.key().startsWith(prefix) && each.initiated().isBefore(before))
              .forEach(this::abandon);
          return prefix;
        });
  }

  private void abandon(MultipartUpload upload) {
    client.abortMultipartUpload(
        abort -> abort.bucket(name).key(upload.key()).uploadId(upload.uploadId()));
  }

  @Override
  public void close() {
    client.close();
  }
}
