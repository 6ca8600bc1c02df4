package sorrel.platform.http.pages;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a folder and all below it, read once: a name that was not there then leads nowhere.
 */
final class WebFiles {
  private static final ContentType OTHER = ContentTypes.parse("application/octet-stream");

  /** By what names end with; browsers are told not to guess. */
  private static final Map<String, ContentType> TYPES =
      Map.ofEntries(
          type("html", "text/html; charset=UTF-8"),
          type("js", "text/javascript; charset=UTF-8"),
          type("css", "text/css; charset=UTF-8"),
          type("json", "application/json"),
          type("webmanifest", "application/manifest+json"),
          type("txt", "text/plain; charset=UTF-8"),
          type("svg", "image/svg+xml"),
          type("png", "image/png"),
          type("jpg", "image/jpeg"),
          type("webp", "image/webp"),
          type("ico", "image/x-icon"),
          type("woff2", "font/woff2"),
          type("wasm", "application/wasm"));

  private final Map<String, WebFile> files;

  private WebFiles(Map<String, WebFile> files) {
    this.files = files;
  }

  private static Map.Entry<String, ContentType> type(String ending, String type) {
    return Map.entry(ending, ContentTypes.parse(type));
  }

  /** The files beside this one and below, whether it lies in a folder or in an archive. */
  static WebFiles beside(URL file) {
    try {
      if (file.openConnection() instanceof JarURLConnection jar) {
        URI archive = jar.getJarFileURL().toURI();
        try (FileSystem inside = FileSystems.newFileSystem(Path.of(archive))) {
          return of(inside.getPath(jar.getEntryName()).toAbsolutePath().getParent());
        }
      }
      return of(Path.of(file.toURI()).getParent());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(file.toString(), impossible);
    }
  }

  /** The files of this folder and below. */
  static WebFiles of(Path folder) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        contents.put(name(folder, file), Files.readAllBytes(file));
      }
    }
    Map<String, WebFile> files = new TreeMap<>();
    contents.forEach(
        (name, bytes) -> {
          if (!isFormOfAnother(name, contents.keySet())) {
            files.put(name, new WebFile(type(name), forms(name, contents)));
          }
        });
    return new WebFiles(files);
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static boolean isFormOfAnother(String name, Set<String> names) {
    return Stream.of(Encoding.BROTLI, Encoding.GZIP)
        .map(Encoding::suffix)
        .anyMatch(
            suffix ->
                name.endsWith(suffix)
                    && names.contains(name.substring(0, name.length() - suffix.length())));
  }

  private static Map<Encoding, byte[]> forms(String name, Map<String, byte[]> contents) {
    Map<Encoding, byte[]> forms = new EnumMap<>(Encoding.class);
    for (Encoding encoding : Encoding.values()) {
      if (contents.containsKey(name + encoding.suffix())) {
        forms.put(encoding, contents.get(name + encoding.suffix()));
      }
    }
    return forms;
  }

  private static ContentType type(String name) {
    return TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), OTHER);
  }

  /** A file by its path below the folder, with slashes. */
  Optional<WebFile> find(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /** The names of the files in the folder itself. */
  Set<String> atTheTop() {
    return files.keySet().stream()
        .filter(name -> name.indexOf('/') < 0)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The names of the folders in the folder itself. */
  Set<String> folders() {
    return files.keySet().stream()
        .filter(name -> name.indexOf('/') >= 0)
        .map(name -> name.substring(0, name.indexOf('/')))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
