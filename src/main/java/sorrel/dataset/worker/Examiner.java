package sorrel.dataset.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sorrel.dataset.domain.Placement;
import sorrel.dataset.store.EntryRead;
import sorrel.dataset.store.ZipArchive;
import sorrel.kernel.Sha256;
import sorrel.picture.Fingerprint;
import sorrel.picture.Picture;
import sorrel.picture.PictureReader;
import sorrel.picture.PictureStatistics;
import sorrel.picture.Reading;

/** Looks at entries of one archive: reads, hashes and decodes them; for many threads at once. */
final class Examiner {
  /** Enough pixels to see greyness by; larger pictures are thinned out while they are decoded. */
  private static final int SIDE = 64;

  private final ZipArchive archive;
  private final List<Placement> placements;
  private final PictureReader reader;
  private final boolean kin;

  Examiner(ZipArchive archive, List<Placement> placements, PictureReader reader, boolean kin) {
    this.archive = archive;
    this.placements = placements;
    this.reader = reader;
    this.kin = kin;
  }

  int entries() {
    return placements.size();
  }

  /** Bytes that an entry says it has once expanded; nothing for one that is left out. */
  long size(int index) {
    return placements.get(index) instanceof Placement.Placed
        ? archive.entries().get(index).size()
        : 0;
  }

  ExaminedChunk examine(int from, int to) {
    List<Examined> entries = new ArrayList<>(to - from);
    PictureStatistics statistics = PictureStatistics.NONE;
    for (int index = from; index < to; index++) {
      String path = archive.entries().get(index).name();
      switch (placements.get(index)) {
        case Placement.Skipped _ -> entries.add(new Examined.LeftOut());
        case Placement.Refused refused ->
            entries.add(unusable(path, Optional.empty(), refused.reason(), refused.sentence()));
        case Placement.Placed placed -> {
          switch (read(index)) {
            case EntryRead.Refused refused ->
                entries.add(
                    unusable(
                        path, Optional.of(placed.label()), refused.problem(), refused.sentence()));
            case EntryRead.Content content -> {
              Reading reading = reader.read(content.bytes(), SIDE);
              entries.add(examined(path, placed, content.bytes(), reading));
              if (reading instanceof Reading.Readable readable) {
                statistics = statistics.plus(PictureStatistics.of(readable.picture()));
              }
            }
          }
        }
      }
    }
    return new ExaminedChunk(from, to, entries, statistics);
  }

  private EntryRead read(int index) {
    try {
      return archive.read(index);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Examined examined(String path, Placement.Placed placed, byte[] file, Reading reading) {
    return switch (reading) {
      case Reading.Unreadable unreadable ->
          unusable(path, Optional.of(placed.label()), unreadable.reason(), unreadable.sentence());
      case Reading.Readable readable -> {
        Picture picture = readable.picture();
        Sha256 sha256 = Sha256.of(file);
        yield new Examined.Usable(
            path,
            placed.label(),
            placed.split(),
            file,
            sha256,
            picture.format().name().toLowerCase(Locale.ROOT),
            picture.width(),
            picture.height(),
            kin ? Fingerprint.of(picture) : Optional.empty());
      }
    };
  }

  private static Examined.Unusable unusable(
      String path, Optional<String> label, Enum<?> reason, String sentence) {
    return new Examined.Unusable(path, label, Words.of(reason), sentence);
  }
}
