package sorrel.dataset.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of an archive's entry, taken apart. It is read for labels and messages only and never
 * becomes the path of a file.
 *
 * @param folders the folders it lies in, outermost first
 * @param file its own name; empty for a folder
 * @param climbs whether it tries to leave the archive ("..")
 * @param skip why it can be left out, going by its name alone
 */
record EntryName(List<String> folders, String file, boolean climbs, Optional<Placement.Skip> skip) {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  private static final Set<String> SYSTEM =
      Set.of("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "@eadir", "lost+found");

  private static final Set<String> NOT_PICTURES =
      Set.of(
          "txt",
          "md",
          "rst",
          "rtf",
          "csv",
          "tsv",
          "json",
          "jsonl",
          "ndjson",
          "xml",
          "yaml",
          "yml",
          "toml",
          "ini",
          "cfg",
          "log",
          "html",
          "htm",
          "css",
          "js",
          "py",
          "ipynb",
          "m",
          "r",
          "sh",
          "bat",
          "exe",
          "dll",
          "doc",
          "docx",
          "xls",
          "xlsx",
          "ods",
          "odt",
          "ppt",
          "pptx",
          "mat",
          "npy",
          "npz",
          "h5",
          "hdf5",
          "pkl",
          "pickle",
          "parquet",
          "arrow",
          "tfrecord",
          "pt",
          "pth",
          "onnx",
          "db",
          "sqlite",
          "zip",
          "tar",
          "gz",
          "tgz",
          "7z",
          "rar",
          "mp4",
          "mov",
          "avi",
          "mkv",
          "webm",
          "mp3",
          "wav",
          "lnk",
          "url",
          "part",
          "tmp",
          "bak",
          "md5",
          "sha256",
          "names",
          "data");

  private static final Set<String> PAPERS =
      Set.of("readme", "license", "licence", "copying", "notice", "authors", "changelog");

  static EntryName of(String name) {
    String path = name.replace('\\', '/');
    if (DRIVE.matcher(path).matches()) {
      path = path.substring(2);
    }
    List<String> parts = new ArrayList<>();
    boolean climbs = false;
    for (String part : path.split("/", -1)) {
      climbs |= part.equals("..");
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    boolean folder = path.endsWith("/") || parts.isEmpty();
    String file = folder ? "" : parts.removeLast();
    return new EntryName(parts, file, climbs, skip(parts, file, climbs));
  }

  private static Optional<Placement.Skip> skip(List<String> folders, String file, boolean climbs) {
    if (climbs) {
      return Optional.empty();
    }
    if (file.isEmpty()) {
      return Optional.of(Placement.Skip.FOLDER);
    }
    if (hidden(file) || folders.stream().anyMatch(EntryName::hidden)) {
      return Optional.of(Placement.Skip.HIDDEN);
    }
    String lower = file.toLowerCase(Locale.ROOT);
    int dot = lower.lastIndexOf('.');
    boolean paper =
        dot < 0 ? PAPERS.contains(lower) : NOT_PICTURES.contains(lower.substring(dot + 1));
    return paper ? Optional.of(Placement.Skip.NOT_A_PICTURE) : Optional.empty();
  }

  private static boolean hidden(String part) {
    return part.startsWith(".") || SYSTEM.contains(part.toLowerCase(Locale.ROOT));
  }
}
