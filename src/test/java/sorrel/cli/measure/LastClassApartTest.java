package sorrel.cli.measure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastClassApartTest {
  @TempDir private Path folder;

  @Test
  void the_last_class_is_alone_and_all_else_is_as_it_was() throws IOException {
    LastClassApart apart =
        apart(
            "set/training/owl/1.png",
            "set/testing/owl/2.png",
            "set/training/cat/3.png",
            "set/testing/cat/4.png",
            "set/training/dog/5.png",
            "set/readme.txt");
    assertThat(apart.label()).isEqualTo("owl");
    assertThat(contents(apart.others()))
        .isEqualTo(
            Map.of(
                "set/training/cat/3.png", "set/training/cat/3.png",
                "set/testing/cat/4.png", "set/testing/cat/4.png",
                "set/training/dog/5.png", "set/training/dog/5.png",
                "set/readme.txt", "set/readme.txt"));
    assertThat(contents(apart.last()))
        .isEqualTo(
            Map.of(
                "training/owl/1.png", "set/training/owl/1.png",
                "testing/owl/2.png", "set/testing/owl/2.png"));
    assertThat(apart.omitted()).isZero();
  }

  @Test
  void the_last_class_keeps_its_folder_and_loses_those_within() throws IOException {
    LastClassApart apart = apart("cat/1.png", "owl/barn/1.png", "owl/barn_1.png");
    assertThat(contents(apart.last()).keySet()).hasSize(2).allMatch(name -> isIn(name, "owl"));
    assertThat(contents(apart.last()).values())
        .containsExactlyInAnyOrder("owl/barn/1.png", "owl/barn_1.png");
  }

  @Test
  void classes_are_ordered_as_the_server_orders_them() throws IOException {
    assertThat(apart("10/1.png", "9/1.png", "Z/1.png", "a/1.png").label()).isEqualTo("a");
  }

  private static boolean isIn(String name, String onlyFolder) {
    return name.matches(onlyFolder + "/[^/]+");
  }

  private LastClassApart apart(String... names) throws IOException {
    Path file = folder.resolve("set.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(UTF_8));
        out.closeEntry();
      }
    }
    try (PictureZip zip = PictureZip.open(file).orElseThrow()) {
      return LastClassApart.of(zip, folder);
    }
  }

  private static Map<String, String> contents(Path file) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        contents.put(entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), UTF_8));
      }
    }
    return contents;
  }
}
