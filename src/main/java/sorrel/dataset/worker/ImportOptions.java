package sorrel.dataset.worker;

import java.time.Duration;
import sorrel.dataset.domain.ArchiveLimits;
import sorrel.picture.PictureLimits;
import sorrel.platform.config.Settings;

/**
 * How datasets work, and what they bear.
 *
 * @param archive bounds of a zip
 * @param picture bounds of a picture
 * @param batchPictures pictures added in one step at most; what a crash costs is done again
 * @param packBytes about how large a pack grows at most
 * @param importsAtOnce imports that one node works on
 * @param threads threads of one node that read and decode pictures
 * @param freeBytesMin room that imports leave on the disk
 * @param binKeep how long removed pictures can be put back; zero if not at all
 * @param kin whether pictures that are nearly the same share a side; without, each is alone
 */
public record ImportOptions(
    ArchiveLimits archive,
    PictureLimits picture,
    int batchPictures,
    long packBytes,
    int importsAtOnce,
    int threads,
    long freeBytesMin,
    Duration binKeep,
    boolean kin) {
  /** Beyond two, imports of two cores only slow each other; each needs a connection. */
  private static final int IMPORTS_AT_ONCE = 2;

  /** The database and the logs of a server need room too. */
  private static final long FREE_BYTES_MIN = 1L << 30;

  /** What the settings say. */
  public static ImportOptions of(Settings settings) {
    ArchiveLimits usual = ArchiveLimits.DEFAULT;
    return new ImportOptions(
        new ArchiveLimits(
            settings.http().importBodyBytesMax(),
            settings.imports().entriesMax(),
            usual.classesMax(),
            settings.picture().bytesMax(),
            settings.imports().expandedBytesMax(),
            usual.ratioMax(),
            usual.ratioFloorBytes()),
        new PictureLimits(settings.picture().bytesMax(), settings.picture().pixelsMax()),
        settings.imports().batchPictures(),
        settings.imports().packBytes(),
        IMPORTS_AT_ONCE,
        Runtime.getRuntime().availableProcessors(),
        FREE_BYTES_MIN,
        settings.dataset().binKeep(),
        true);
  }

  /** The same, and no picture is kin of another: what measurements compare with. */
  public ImportOptions withoutKin() {
    return new ImportOptions(
        archive,
        picture,
        batchPictures,
        packBytes,
        importsAtOnce,
        threads,
        freeBytesMin,
        binKeep,
        false);
  }
}
