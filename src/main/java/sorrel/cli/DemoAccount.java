package sorrel.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sorrel.cli.client.ServerProblem;
import sorrel.cli.client.SorrelClient;

/**
 * The demonstration's account, whose secrets lie in the data folder, so that a second start is the
 * same person as the first.
 */
record DemoAccount(String password, String token) {
  static final String EMAIL = "demo@sorrel.local";

  private static final String TOKEN_NAME = "demo";
  private static final int UNAUTHENTICATED = 401;
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The account of a server, made if there is none yet. */
  static DemoAccount of(URI server, Path data) {
    Path file = data.resolve("demo-account.json");
    try {
      Optional<DemoAccount> kept = read(file);
      if (kept.isPresent() && works(server, kept.get().token())) {
        return kept.get();
      }
      SorrelClient anyone = new SorrelClient(server, Optional.empty());
      String password =
          kept.isPresent() ? kept.get().password() : register(anyone, RandomSecrets.password());
      DemoAccount account = logIn(anyone, password, file);
      account.write(file);
      return account;
    } catch (IOException unusable) {
      throw new CommandFailure("The demo account cannot be kept in " + file + ".", unusable);
    }
  }

  private static Optional<DemoAccount> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode kept = JSON.readTree(file.toFile());
    return Optional.of(
        new DemoAccount(kept.path("password").asText(), kept.path("token").asText()));
  }

  private void write(Path file) throws IOException {
    Map<String, String> content = Map.of("email", EMAIL, "password", password, "token", token);
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content));
  }

  private static boolean works(URI server, String token) {
    try {
      new SorrelClient(server, Optional.of(token)).models();
      return true;
    } catch (ServerProblem problem) {
      if (problem.status() == UNAUTHENTICATED) {
        return false;
      }
      throw problem;
    }
  }

  private static String register(SorrelClient anyone, String password) {
    try {
      anyone.register(EMAIL, password);
      return password;
    } catch (ServerProblem problem) {
      if (problem.status() == CONFLICT) {
        throw new CommandFailure(
            "The account %s exists already, but its password is not in the data folder. Use another folder with --data."
                .formatted(EMAIL),
            problem);
      }
      throw problem;
    }
  }

  private static DemoAccount logIn(SorrelClient anyone, String password, Path file) {
    try {
      SorrelClient session = anyone.as(anyone.logIn(EMAIL, password).token());
      String token = session.createToken(TOKEN_NAME).token();
      session.logOut();
      return new DemoAccount(password, token);
    } catch (ServerProblem problem) {
      if (problem.status() == UNAUTHENTICATED) {
        throw new CommandFailure(
            "The server does not accept the demo account's password in %s. Delete the file and use another folder with --data."
                .formatted(file),
            problem);
      }
      throw problem;
    }
  }
}
