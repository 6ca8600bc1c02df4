package sorrel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tokens kept for the commands, one a server, in a file that only its owner can read.
 *
 * @param file such as {@code ~/.sorrel/credentials.json}
 */
record Credentials(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "token";

  static Credentials of(Terminal terminal) {
    return new Credentials(terminal.sorrelHome().resolve("credentials.json"));
  }

  Optional<String> token(URI server) {
    return Optional.ofNullable(read().path(key(server)).path(TOKEN).textValue());
  }

  /** Keeps a token, in place of the server's former one. */
  void keep(URI server, String email, String token) {
    ObjectNode all = read();
    all.putObject(key(server)).put("email", email).put(TOKEN, token);
    try {
      PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } catch (IOException unwritable) {
      throw new CommandFailure("The token cannot be kept in " + file + ".", unwritable);
    }
  }

  private ObjectNode read() {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode all = JSON.readTree(file.toFile());
      return all instanceof ObjectNode servers ? servers : JSON.createObjectNode();
    } catch (IOException unreadable) {
      throw new CommandFailure(
          "The tokens in " + file + " cannot be read. Mend the file or delete it, and log in.",
          unreadable);
    }
  }

  private static String key(URI server) {
    String text = server.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
