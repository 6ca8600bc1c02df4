package sorrel.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.Sha256;

class ShapePicturesTest {
  private final ShapePictures pictures = new ShapePictures(1);

  @Test
  void the_same_seed_draws_the_same_picture() {
    assertThat(new ShapePictures(1).png(Shape.STAR, 5)).isEqualTo(pictures.png(Shape.STAR, 5));
  }

  @Test
  void no_two_pictures_are_the_same_whatever_shape_number_or_seed() {
    Set<Sha256> seen = new HashSet<>();
    int drawn = 0;
    for (long seed = 1; seed <= 3; seed++) {
      for (Shape shape : Shape.values()) {
        for (int number = 0; number < 10; number++) {
          seen.add(Sha256.of(new ShapePictures(seed).png(shape, number)));
          drawn++;
        }
      }
    }
    assertThat(seen).hasSize(drawn);
  }

  @Test
  void every_picture_is_a_readable_png_with_many_colours() throws IOException {
    for (Shape shape : Shape.values()) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(pictures.png(shape, 0)));
      assertThat(image.getWidth()).isEqualTo(ShapePictures.SIZE);
      assertThat(image.getHeight()).isEqualTo(ShapePictures.SIZE);
      int[] pixels =
          image.getRGB(0, 0, ShapePictures.SIZE, ShapePictures.SIZE, null, 0, ShapePictures.SIZE);
      assertThat(java.util.Arrays.stream(pixels).distinct().count()).isGreaterThan(50);
    }
  }

  @Test
  void a_zip_holds_a_folder_for_each_class(@TempDir Path folder) throws IOException {
    Path zip = folder.resolve("shapes.zip");
    pictures.writeZip(zip, 2);
    try (ZipFile file = new ZipFile(zip.toFile())) {
      List<String> names = file.stream().map(ZipEntry::getName).toList();
      assertThat(names).hasSize(12).contains("circle/circle-000.png", "triangle/triangle-001.png");
    }
  }
}
