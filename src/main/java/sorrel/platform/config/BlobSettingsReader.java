package sorrel.platform.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import sorrel.platform.config.BlobSettings.AccessKey;
import sorrel.platform.config.BlobSettings.Bucket;
import sorrel.platform.config.BlobSettings.Folder;

/** Turns the keys under {@code sorrel.blobs} into a record. */
final class BlobSettingsReader {
  private static final String GROUP = "sorrel.blobs.";
  private static final long CACHE_MIN = 1 << 20;
  private static final long CACHE_MAX = 1L << 50;
  private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9._-]{3,255}");

  /** Characters that need no escape in names of objects; room for the rest of 1,024 bytes. */
  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9!_.'()-]+(/[A-Za-z0-9!_.'()-]+)*");

  private static final int PREFIX_LENGTH_MAX = 500;

  /** How blobs are kept. */
  enum Kind {
    FOLDER,
    S3
  }

  private final SettingsValues values;

  BlobSettingsReader(SettingsValues values) {
    this.values = values;
  }

  /**
   * Reads where blobs are.
   *
   * @param data the folder of everything else
   * @param home what {@code ~} stands for
   */
  BlobSettings read(Path data, String home) {
    return switch (values.oneOf(GROUP + "kind", Kind.class)) {
      case FOLDER -> {
        String folder = values.text(GROUP + "folder");
        yield new Folder(
            folder.isEmpty() ? data.resolve("blobs") : SettingsReader.folder(folder, home));
      }
      case S3 ->
          new Bucket(
              endpoint(),
              filled("region", "the name of a region, such as us-east-1"),
              bucket(),
              prefix(),
              key(),
              values.yes(GROUP + "path-style"),
              values.bytes(GROUP + "cache", CACHE_MIN, CACHE_MAX));
    };
  }

  private Optional<URI> endpoint() {
    String key = GROUP + "endpoint";
    String text = values.text(key).strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI address = new URI(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      if (web && address.getHost() != null && address.getUserInfo() == null) {
        return Optional.of(address);
      }
    } catch (URISyntaxException malformed) {
      throw values.refused(key, "an address such as https://minio.example.org:9000");
    }
    throw values.refused(key, "an address such as https://minio.example.org:9000");
  }

  private String bucket() {
    String name = filled("bucket", "the name of a bucket, since sorrel.blobs.kind is s3");
    if (!BUCKET.matcher(name).matches()) {
      throw values.refused(GROUP + "bucket", "the name of a bucket: letters, digits and . _ -");
    }
    return name;
  }

  private String prefix() {
    String prefix = values.text(GROUP + "prefix").strip();
    boolean usable = prefix.length() <= PREFIX_LENGTH_MAX && PREFIX.matcher(prefix).matches();
    if (!prefix.isEmpty() && !usable) {
      throw values.refused(
          GROUP + "prefix", "words with / between them and at neither end, such as team/sorrel");
    }
    return prefix;
  }

  private Optional<AccessKey> key() {
    String id = values.text(GROUP + "access-key").strip();
    String secret = values.text(GROUP + "secret-key").strip();
    if (id.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (id.isEmpty()) {
      throw values.refused(GROUP + "access-key", "a value, since sorrel.blobs.secret-key has one");
    }
    if (secret.isEmpty()) {
      throw values.refused(GROUP + "secret-key", "a value, since sorrel.blobs.access-key has one");
    }
    return Optional.of(new AccessKey(id, secret));
  }

  private String filled(String name, String needed) {
    String text = values.text(GROUP + name).strip();
    if (text.isEmpty()) {
      throw values.refused(GROUP + name, needed);
    }
    return text;
  }
}
