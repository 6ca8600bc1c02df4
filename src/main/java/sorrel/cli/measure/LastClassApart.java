package sorrel.cli.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;

/**
 * A set of pictures in two zips: one without its last class, to train with, and one of that class
 * alone, to add later.
 *
 * @param others all that the zip has but the last class, under the same names
 * @param last the pictures of the last class, in a folder of its name within the same splits
 * @param label the last class
 * @param omitted how many files are in neither: larger than any picture, or packed in a way that
 *     the JDK cannot undo
 */
public record LastClassApart(Path others, Path last, String label, int omitted) {
  /**
   * Copies a zip's files, one at a time, into two new zips.
   *
   * @param zip with at least two classes
   * @param folder where these are made
   * @throws IOException if the folder has not the room for all files as they are unpacked
   */
  public static LastClassApart of(PictureZip zip, Path folder) throws IOException {
    requireRoom(zip, folder);
    String label = zip.labels().last();
    Map<String, String> names = new HashMap<>();
    for (ZipLayout.Picture picture : zip.layout().pictures()) {
      if (picture.label().equals(label)) {
        names.put(picture.entry(), name(picture));
      }
    }
    Path others = folder.resolve("others.zip");
    Path last = folder.resolve("last-class.zip");
    int omitted = 0;
    try (ZipCopy toOthers = ZipCopy.into(others);
        ZipCopy toLast = ZipCopy.into(last)) {
      for (Iterator<? extends ZipEntry> all = zip.files(); all.hasNext(); ) {
        ZipEntry entry = all.next();
        String own = names.get(entry.getName());
        boolean copied =
            own == null
                ? toOthers.add(zip.file(), entry, entry.getName())
                : toLast.add(zip.file(), entry, own);
        omitted += copied ? 0 : 1;
      }
    }
    return new LastClassApart(others, last, label, omitted);
  }

  /** Nothing lies deeper within the class: alone in a zip, folders there were taken for classes. */
  private static String name(ZipLayout.Picture picture) {
    String split =
        picture.split().map(each -> each.name().toLowerCase(Locale.ROOT) + "/").orElse("");
    return split + picture.label() + "/" + picture.path().replace('/', '_');
  }

  private static void requireRoom(PictureZip zip, Path folder) throws IOException {
    long needed = 0;
    for (Iterator<? extends ZipEntry> all = zip.files(); all.hasNext(); ) {
      needed += Math.clamp(all.next().getSize(), 0, PictureZip.PICTURE_BYTES_MAX);
    }
    long room = Files.getFileStore(folder).getUsableSpace();
    if (needed > room) {
      throw new IOException(
          "%,d bytes are needed in %s to take the last class apart, and %,d are free"
              .formatted(needed, folder, room));
    }
  }
}
