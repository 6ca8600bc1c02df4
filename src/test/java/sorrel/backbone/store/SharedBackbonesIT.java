package sorrel.backbone.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.backbone.Takeover;
import sorrel.backbone.domain.Backbone;
import sorrel.backbone.domain.BackboneException;
import sorrel.backbone.domain.Scaling;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobMissingException;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.Blobs;
import sorrel.platform.config.BlobSettings;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.Json;

/** Two nodes over one database and one folder of blobs. */
final class SharedBackbonesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path folder;
  private BlobSpaces blobs;
  private BlobSpaces blobsOfAnother;
  private SharedBackbones one;
  private SharedBackbones another;

  @BeforeEach
  void open() throws IOException {
    BlobSettings kept = new BlobSettings.Folder(folder.resolve("blobs"));
    blobs = Blobs.open(kept, folder.resolve("one/cache"));
    blobsOfAnother = Blobs.open(kept, folder.resolve("another/cache"));
    one = node(blobs, "one");
    another = node(blobsOfAnother, "another");
  }

  @AfterEach
  void close() {
    blobs.close();
    blobsOfAnother.close();
    DATABASE.jdbi().useHandle(handle -> handle.execute("delete from backbones"));
  }

  private SharedBackbones node(BlobSpaces spaces, String name) throws IOException {
    return new SharedBackbones(
        DATABASE.jdbi(), spaces.of(SharedBackbones.SPACE), folder.resolve(name), Json.mapper());
  }

  @Test
  void what_one_node_adds_another_lists_opens_and_removes() throws IOException {
    Backbone added = add(one, "means", "a network");

    assertThat(list(another)).containsExactly(added);
    assertThat(read(another, added)).isEqualTo("a network");
    assertThatThrownBy(() -> add(another, "means", "something else"))
        .isInstanceOf(BackboneException.class)
        .hasMessageContaining("already");
    assertThat(another.remove("means")).isTrue();
    assertThat(another.remove("means")).isFalse();
    assertThat(list(one)).isEmpty();
    assertThatThrownBy(() -> read(one, added)).isInstanceOf(BlobMissingException.class);
    assertThat(left("one")).isEmpty();
  }

  @Test
  void a_file_of_two_networks_stays_until_both_are_gone() throws IOException {
    Backbone first = add(one, "first", "the same");
    add(another, "second", "the same");
    one.remove("second");

    assertThat(read(another, first)).isEqualTo("the same");
  }

  @Test
  void what_was_refused_leaves_nothing_behind() {
    for (int i = 0; i < BackboneStore.BACKBONES_MAX; i++) {
      add(one, "network-" + i, "network " + i);
    }
    assertThatThrownBy(() -> add(another, "one-more", "network"))
        .isInstanceOf(BackboneException.class)
        .hasMessageContaining("20 networks already");
    assertThat(list(another)).hasSize(BackboneStore.BACKBONES_MAX);
    assertThat(left("another")).isEmpty();
  }

  @Test
  void a_description_that_cannot_be_read_hides_only_its_own_network() {
    Backbone good = add(one, "good", "a network");
    DATABASE
        .jdbi()
        .useHandle(
            handle ->
                handle.execute("insert into backbones (name, description) values ('bad', '{}')"));

    assertThat(list(another)).containsExactly(good);
    assertThat(another.remove("bad")).isTrue();
  }

  @Test
  void what_was_registered_in_a_nodes_folder_becomes_that_of_all() throws IOException {
    BackboneFolder old = new BackboneFolder(folder.resolve("backbones"), Json.mapper());
    Backbone moved = add(old, "moved", "a network");
    add(old, "taken", "of the folder");
    Backbone taken = add(another, "taken", "of all");

    Takeover.of(old, one);
    Takeover.of(old, one);

    assertThat(list(another)).containsExactly(moved, taken);
    assertThat(read(another, moved)).isEqualTo("a network");
    assertThat(read(another, taken)).isEqualTo("of all");
    assertThat(list(old)).extracting(Backbone::name).as("what stays").containsExactly("taken");
  }

  private static Backbone add(BackboneStore store, String name, String content) {
    return store.add(
        name,
        unfinished -> {
          Files.writeString(unfinished.resolve("saved_model.pb"), content);
          return new Backbone(
              name,
              new ImageShape(16, 16, 3),
              Scaling.SYMMETRIC,
              "pictures:0",
              "pooled:0",
              List.of("logits [-1, 3]"),
              3,
              3,
              0.5,
              Optional.of(Sha256.of(content.getBytes(StandardCharsets.UTF_8))),
              Optional.empty(),
              Optional.of("Apache-2.0"),
              Optional.empty(),
              Instant.parse("2026-11-21T12:00:00Z"));
        });
  }

  private static List<Backbone> list(BackboneStore store) {
    return store.list((_, _) -> {});
  }

  private static String read(BackboneStore store, Backbone backbone) throws IOException {
    try (InputStream in = store.open(backbone, backbone.network().orElseThrow())) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Unfinished networks of a node. */
  private List<Path> left(String node) {
    Path scratch = folder.resolve(node);
    if (Files.notExists(scratch)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(scratch)) {
      return all.filter(each -> each.getFileName().toString().startsWith("adding-")).toList();
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
