package sorrel.cli;

import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import sorrel.cli.text.LiveText;

/**
 * Where a command writes, and what it may know of its surroundings.
 *
 * @param out results
 * @param err progress and errors
 * @param live whether a person looks at a terminal whose lines can be redrawn
 * @param passwords asks a person for a password
 * @param environment the variables
 * @param home the person's home folder
 */
public record Terminal(
    PrintWriter out,
    PrintWriter err,
    boolean live,
    PasswordPrompt passwords,
    Map<String, String> environment,
    Path home) {
  public Terminal {
    environment = Map.copyOf(environment);
  }

  /** Asks for a password without showing it. */
  @FunctionalInterface
  public interface PasswordPrompt {
    /** What was typed; empty if nobody can be asked. */
    Optional<String> ask(String question);
  }

  /** This process's own. */
  // In JDK 25 there is no console again unless both input and output are a terminal.
  @SuppressWarnings("SystemConsoleNull")
  public static Terminal ofProcess() {
    Map<String, String> environment = System.getenv();
    Console console = System.console();
    boolean isTerminal = console != null && console.isTerminal();
    return new Terminal(
        writer(System.out),
        writer(System.err),
        isTerminal && !"dumb".equals(environment.getOrDefault("TERM", "dumb")),
        question -> isTerminal ? read(console, question) : Optional.empty(),
        environment,
        Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))));
  }

  /** The folder that Sorrel keeps things in unless told otherwise. */
  public Path sorrelHome() {
    return home.resolve(".sorrel");
  }

  /** Lines of progress, on {@code err}. */
  public LiveText progress() {
    return new LiveText(err, live, System::nanoTime);
  }

  /** A line of a result. */
  public void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line about what goes on. */
  public void note(String line) {
    err.println(line);
    err.flush();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private static Optional<String> read(Console console, String question) {
    char[] typed = console.readPassword("%s: ", question);
    return Optional.ofNullable(typed).map(String::new).filter(text -> !text.isEmpty());
  }
}
