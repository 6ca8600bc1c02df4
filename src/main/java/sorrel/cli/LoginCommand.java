package sorrel.cli;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Logs in once, so that the other commands need no token. */
@Command(name = "login", description = "Logs in, and keeps a token for the other commands.")
final class LoginCommand implements Callable<Integer> {
  static final String TOKEN_NAME = "command line";

  @Mixin private ServerArguments server;

  @Parameters(paramLabel = "EMAIL", description = "The account's email address.")
  private String email;

  @Option(names = "--register", description = "Makes the account first.")
  private boolean register;

  private final Terminal terminal;

  LoginCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    URI address = server.address(terminal);
    SorrelClient anyone = new SorrelClient(address, Optional.empty());
    String password =
        terminal
            .passwords()
            .ask("Password of " + email + " at " + address)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "No password was given. Run this in a terminal, where it can be typed."));
    if (register) {
      anyone.register(email, password);
    }
    Contract.Secret session = anyone.logIn(email, password);
    SorrelClient logged = anyone.as(session.token());
    Contract.Secret token = logged.createToken(TOKEN_NAME);
    logged.logOut();
    Credentials credentials = Credentials.of(terminal);
    credentials.keep(address, email, token.token());
    terminal.say("Logged in to %s as %s.".formatted(address, email));
    terminal.note("The token is kept in %s.".formatted(credentials.file()));
    return 0;
  }
}
