package sorrel.dataset.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.dataset.store.ArchiveOpening.Problem;
import sorrel.dataset.store.EntryRead.EntryProblem;
import sorrel.dataset.store.ZipBytes.Odd;

class ZipArchiveTest {
  private static final byte[] SMALL = "a small picture".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void entries_come_in_the_archives_order_and_read_back() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(3).nextBytes(noise);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : List.of("b/2.png", "a/1.png", "b/", "ä/漢字.png")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.startsWith("b/2") ? noise : name.endsWith("/") ? new byte[0] : SMALL);
      }
    }
    try (ZipArchive archive = opened(out.toByteArray())) {
      assertThat(archive.entries())
          .extracting(ArchiveEntry::name)
          .containsExactly("b/2.png", "a/1.png", "b/", "ä/漢字.png");
      assertThat(archive.entries().getFirst().size()).isEqualTo(300_000);
      // From the end to the beginning: an import may go on anywhere.
      assertThat(content(archive, 3)).isEqualTo(SMALL);
      assertThat(content(archive, 2)).isEmpty();
      assertThat(content(archive, 0)).isEqualTo(noise);
    }
  }

  @Test
  void stored_entries_zip64_and_bytes_before_the_archive_are_read() throws IOException {
    ZipBytes zip = new ZipBytes().with("a/1", SMALL, Odd.NOT.method(0)).with("b/2", SMALL);
    byte[] plain = zip.bytes();
    byte[] prefixed = new byte[plain.length + 100];
    System.arraycopy(plain, 0, prefixed, 100, plain.length);
    byte[] prefixedLarge = new byte[zip.bytes(true).length + 100];
    System.arraycopy(zip.bytes(true), 0, prefixedLarge, 100, prefixedLarge.length - 100);
    for (byte[] file : List.of(plain, zip.bytes(true), prefixed, prefixedLarge)) {
      try (ZipArchive archive = opened(file)) {
        assertThat(content(archive, 0)).isEqualTo(SMALL);
        assertThat(content(archive, 1)).isEqualTo(SMALL);
      }
    }
  }

  @Test
  void sizes_and_places_beyond_four_gigabytes_are_read_from_zip64() throws IOException {
    ByteBuffer extra = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    extra.putShort((short) 1).putShort((short) 8).putLong(5L << 30);
    byte[] file =
        new ZipBytes()
            .with("a/1".getBytes(UTF_8), SMALL, Odd.NOT.statedSize(0xFFFF_FFFFL), extra.array())
            .bytes();
    try (ZipArchive archive = opened(file)) {
      assertThat(archive.entries().getFirst().size()).isEqualTo(5L << 30);
      assertThat(problem(archive, 0)).isEqualTo(EntryProblem.TOO_LARGE);
    }
  }

  @Test
  void names_in_any_letters_are_read_as_something() throws IOException {
    byte[] dos = "Äpfel/1.jpg".getBytes(Charset.forName("IBM437"));
    byte[] chinese = "苹果/1.jpg".getBytes(Charset.forName("GBK"));
    byte[] japanese = "りんご/1.jpg".getBytes(Charset.forName("Shift_JIS"));
    CRC32 sum = new CRC32();
    sum.update(japanese);
    byte[] unicode = "りんご/1.jpg".getBytes(UTF_8);
    ByteBuffer path = ByteBuffer.allocate(9 + unicode.length).order(ByteOrder.LITTLE_ENDIAN);
    path.putShort((short) 0x7075).putShort((short) (5 + unicode.length)).put((byte) 1);
    path.putInt((int) sum.getValue()).put(unicode);
    byte[] file =
        new ZipBytes()
            .with("Äpfel/2.jpg", SMALL)
            .with(dos, SMALL, Odd.NOT, new byte[0])
            .with(chinese, SMALL, Odd.NOT, new byte[0])
            .with(chinese, SMALL, Odd.NOT.flags(1 << 11), new byte[0])
            .with(japanese, SMALL, Odd.NOT, path.array())
            .bytes();
    try (ZipArchive archive = opened(file)) {
      List<String> names = archive.entries().stream().map(ArchiveEntry::name).toList();
      assertThat(names.get(0)).isEqualTo("Äpfel/2.jpg");
      assertThat(names.get(1)).isEqualTo("Äpfel/1.jpg");
      assertThat(names.get(2)).endsWith("/1.jpg").isEqualTo(names.get(3));
      assertThat(names.get(4)).isEqualTo("りんご/1.jpg");
      assertThat(content(archive, 2)).isEqualTo(SMALL);
    }
  }

  @Test
  void a_locked_an_oddly_packed_and_a_linked_entry_are_refused_alone() throws IOException {
    byte[] file =
        new ZipBytes()
            .with("a/locked", SMALL, Odd.NOT.flags(1))
            .with("a/lzma", SMALL, Odd.NOT.method(14))
            .with("a/link", SMALL, Odd.NOT.mode(0xA1FF))
            .with("a/plain", SMALL)
            .with("a/plain", SMALL)
            .bytes();
    try (ZipArchive archive = opened(file)) {
      assertThat(problem(archive, 0)).isEqualTo(EntryProblem.LOCKED);
      assertThat(problem(archive, 1)).isEqualTo(EntryProblem.UNSUPPORTED_METHOD);
      assertThat(problem(archive, 2)).isEqualTo(EntryProblem.LINK);
      assertThat(content(archive, 3)).isEqualTo(SMALL);
      assertThat(problem(archive, 4)).isEqualTo(EntryProblem.DUPLICATE_NAME);
    }
  }

  @Test
  void bombs_are_refused_without_expanding_them() throws IOException {
    byte[] zeros = new byte[24 << 20];
    byte[] file =
        new ZipBytes()
            .with("a/honest header", zeros)
            .with("a/lying header", zeros, Odd.NOT.statedSize(1000))
            .with("a/too large", zeros, Odd.NOT.statedSize(3L << 30))
            .with("a/kernel", SMALL)
            .bytes();
    try (ZipArchive archive = opened(file)) {
      assertThat(problem(archive, 0)).isEqualTo(EntryProblem.BOMB);
      assertThat(problem(archive, 1)).isEqualTo(EntryProblem.BOMB);
      assertThat(problem(archive, 2)).isEqualTo(EntryProblem.TOO_LARGE);
      assertThat(content(archive, 3)).isEqualTo(SMALL);
    }
    assertThat(
            refusal(
                new ZipBytes().with("a/1", zeros).with("a/2", zeros).bytes(),
                new ArchiveLimits(1 << 20, 10, 10, 25 << 20, 40 << 20, 200, 1 << 20)))
        .isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void entries_that_share_bytes_are_refused() throws IOException {
    byte[] file =
        new ZipBytes()
            .with("a/kernel", SMALL)
            .with("a/again", SMALL, Odd.NOT.sharedOffset(0))
            .with("a/beyond", SMALL, Odd.NOT.sharedOffset(100_000))
            .bytes();
    try (ZipArchive archive = opened(file)) {
      for (int index = 0; index < 3; index++) {
        assertThat(problem(archive, index)).isEqualTo(EntryProblem.OVERLAPPING);
      }
    }
  }

  @Test
  void an_entry_whose_bytes_are_damaged_is_refused_alone() throws IOException {
    byte[] noise = new byte[5000];
    new Random(4).nextBytes(noise);
    byte[] file = new ZipBytes().with("a/1", noise).with("a/2", SMALL).bytes();
    file[2000] ^= 1;
    try (ZipArchive archive = opened(file)) {
      assertThat(problem(archive, 0)).isEqualTo(EntryProblem.DAMAGED);
      assertThat(content(archive, 1)).isEqualTo(SMALL);
    }
  }

  @Test
  void what_is_no_zip_is_told_by_its_kind() throws IOException {
    byte[] zip = new ZipBytes().with("a/1", SMALL).bytes();
    assertThat(refusal(new byte[0])).isEqualTo(Problem.EMPTY);
    assertThat(refusal(new ZipBytes().bytes())).isEqualTo(Problem.EMPTY);
    assertThat(refusal(Arrays.copyOf(zip, zip.length - 1))).isEqualTo(Problem.TRUNCATED);
    assertThat(refusal(Arrays.copyOf(zip, 40))).isEqualTo(Problem.TRUNCATED);
    assertThat(refusal("hello".getBytes(UTF_8))).isEqualTo(Problem.NOT_A_ZIP);
    assertThat(sentence("Rar!\u001A\u0007".getBytes(UTF_8))).contains("RAR");
    assertThat(sentence(new byte[] {0x1F, (byte) 0x8B, 8})).contains("gzip");
    assertThat(sentence(new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C}))
        .contains("7z");
    assertThat(sentence(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}))
        .contains("a picture, not a zip");
  }

  @Test
  void too_many_entries_and_too_many_bytes_are_refused_at_once() throws IOException {
    byte[] zip = new ZipBytes().with("a/1", SMALL).with("a/2", SMALL).bytes();
    assertThat(refusal(zip, new ArchiveLimits(1 << 20, 1, 10, 1 << 20, 1 << 20, 200, 1 << 20)))
        .isEqualTo(Problem.TOO_MANY_ENTRIES);
    assertThat(refusal(zip, new ArchiveLimits(50, 10, 10, 1 << 20, 1 << 20, 200, 1 << 20)))
        .isEqualTo(Problem.TOO_LARGE);
  }

  @Test
  void no_damage_makes_it_throw() throws IOException {
    byte[] noise = new byte[500];
    Random random = new Random(9);
    random.nextBytes(noise);
    byte[] zip =
        new ZipBytes().with("a/1", noise).with("b/2", SMALL).with("c/3", noise).bytes(true);
    for (int round = 0; round < 500; round++) {
      byte[] damaged = zip.clone();
      for (int flips = random.nextInt(1, 10); flips > 0; flips--) {
        int at =
            random.nextBoolean()
                ? zip.length - 1 - random.nextInt(250)
                : random.nextInt(zip.length);
        damaged[at] = (byte) random.nextInt();
      }
      switch (ZipArchive.open(file(damaged), ArchiveLimits.DEFAULT)) {
        case ArchiveOpening.Opened(ZipArchive archive) -> {
          try (archive) {
            for (int index = 0; index < archive.entries().size(); index++) {
              assertThat(archive.read(index)).isNotNull();
            }
          }
        }
        case ArchiveOpening.Refused refused -> assertThat(refused.sentence()).endsWith(".");
      }
    }
  }

  private ZipArchive opened(byte[] bytes) throws IOException {
    return switch (ZipArchive.open(file(bytes), ArchiveLimits.DEFAULT)) {
      case ArchiveOpening.Opened(ZipArchive archive) -> archive;
      case ArchiveOpening.Refused refused -> throw new AssertionError(refused);
    };
  }

  private Problem refusal(byte[] bytes) throws IOException {
    return refusal(bytes, ArchiveLimits.DEFAULT);
  }

  private Problem refusal(byte[] bytes, ArchiveLimits limits) throws IOException {
    return refused(bytes, limits).problem();
  }

  private String sentence(byte[] bytes) throws IOException {
    return refused(bytes, ArchiveLimits.DEFAULT).sentence();
  }

  private ArchiveOpening.Refused refused(byte[] bytes, ArchiveLimits limits) throws IOException {
    return switch (ZipArchive.open(file(bytes), limits)) {
      case ArchiveOpening.Opened opened -> throw new AssertionError(opened);
      case ArchiveOpening.Refused refused -> refused;
    };
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("archive"), bytes);
  }

  private static byte[] content(ZipArchive archive, int index) throws IOException {
    return switch (archive.read(index)) {
      case EntryRead.Content(byte[] bytes) -> bytes;
      case EntryRead.Refused refused -> throw new AssertionError(refused);
    };
  }

  private static EntryProblem problem(ZipArchive archive, int index) throws IOException {
    return switch (archive.read(index)) {
      case EntryRead.Content content -> throw new AssertionError(content);
      case EntryRead.Refused refused -> refused.problem();
    };
  }
}
