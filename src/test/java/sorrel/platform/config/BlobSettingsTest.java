package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BlobSettingsTest {
  @Test
  void blobs_are_in_the_data_folder_unless_told_otherwise() {
    assertThat(Settings.of(Map.of("data.folder", "/srv/sorrel")).blobs())
        .isEqualTo(new BlobSettings.Folder(Path.of("/srv/sorrel/blobs")));
    assertThat(Settings.of(Map.of("blobs.folder", "/mnt/shared")).blobs())
        .isEqualTo(new BlobSettings.Folder(Path.of("/mnt/shared")));
  }

  @Test
  void a_bucket_needs_no_more_than_its_name() {
    assertThat(Settings.of(Map.of("blobs.kind", "s3", "blobs.bucket", "pictures")).blobs())
        .isEqualTo(
            new BlobSettings.Bucket(
                Optional.empty(), "us-east-1", "pictures", "", Optional.empty(), false, 20L << 30));
  }

  @Test
  void everything_about_a_bucket_can_be_said() {
    Map<String, String> all =
        bucket(
            Map.of(
                "blobs.endpoint", "https://minio.example.org:9000",
                "blobs.region", "eu-central-1",
                "blobs.prefix", "team/sorrel",
                "blobs.access-key", "anna",
                "blobs.secret-key", "hush",
                "blobs.path-style", "true",
                "blobs.cache", "1 GiB"));

    assertThat(Settings.of(all).blobs())
        .isEqualTo(
            new BlobSettings.Bucket(
                Optional.of(URI.create("https://minio.example.org:9000")),
                "eu-central-1",
                "pictures",
                "team/sorrel",
                Optional.of(new BlobSettings.AccessKey("anna", "hush")),
                true,
                1L << 30));
  }

  @Test
  void what_cannot_be_used_is_said() {
    refused(Map.of("blobs.kind", "tape"), "sorrel.blobs.kind", "It needs one of folder, s3.");
    refused(
        Map.of("blobs.kind", "s3"),
        "sorrel.blobs.bucket",
        "It needs the name of a bucket, since sorrel.blobs.kind is s3.");
    refused(
        bucket(Map.of("blobs.endpoint", "minio:9000")),
        "sorrel.blobs.endpoint",
        "It needs an address");
    refused(
        bucket(Map.of("blobs.prefix", "/team")), "sorrel.blobs.prefix", "It needs words with /");
    refused(bucket(Map.of("blobs.region", "")), "sorrel.blobs.region", "It needs the name");
    refused(
        bucket(Map.of("blobs.path-style", "maybe")), "sorrel.blobs.path-style", "It needs true");
    refused(
        bucket(Map.of("blobs.access-key", "anna")),
        "sorrel.blobs.secret-key",
        "It needs a value, since sorrel.blobs.access-key has one.");
  }

  @Test
  void a_secret_is_never_shown() {
    Map<String, String> secret = bucket(Map.of("blobs.secret-key", "hush"));
    assertThatThrownBy(() -> Settings.of(secret))
        .hasMessageContaining("sorrel.blobs.access-key")
        .hasMessageNotContaining("hush");

    Map<String, String> both =
        bucket(Map.of("blobs.secret-key", "hush", "blobs.access-key", "anna"));
    assertThat(Settings.of(both).blobs().toString() + Settings.of(both)).doesNotContain("hush");
  }

  private static Map<String, String> bucket(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("blobs.kind", "s3");
    all.put("blobs.bucket", "pictures");
    return all;
  }

  private static void refused(Map<String, String> settings, String key, String needed) {
    assertThatThrownBy(() -> Settings.of(settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(key + " (in ")
        .hasMessageContaining(needed);
  }
}
