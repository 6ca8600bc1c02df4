package sorrel.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import sorrel.account.Accounts;
import sorrel.account.Holdings;
import sorrel.account.Holdings.Holding;
import sorrel.account.PasswordHashing;
import sorrel.account.Quotas;
import sorrel.account.domain.Quota;
import sorrel.account.store.AccountStore;
import sorrel.account.store.InvitationStore;
import sorrel.account.store.TokenStore;
import sorrel.platform.config.AccountSettings;
import sorrel.platform.http.TestServer;

/** Two servers of the same accounts, where anybody and where nobody may make one. */
final class AccountServers implements AutoCloseable {
  static final String ADMINISTRATOR = "root@example.org";
  static final String PASSWORD = "a horse of course";

  private final PasswordHashing hashing = new PasswordHashing();
  private final Jdbi jdbi;
  private final TestServer open;
  private final TestServer closed;

  AccountServers(Jdbi jdbi) {
    this.jdbi = jdbi;
    open = server(AccountSettings.Registration.OPEN);
    closed = server(AccountSettings.Registration.CLOSED);
    // Closed or not, somebody has to be the first.
    JsonNode first = TestServer.json(closed.post("/api/v1/accounts", credentials(ADMINISTRATOR)));
    assertThat(first.get("administrator").asBoolean()).as(first.toString()).isTrue();
  }

  TestServer open() {
    return open;
  }

  TestServer closed() {
    return closed;
  }

  @Override
  public void close() {
    open.close();
    closed.close();
    hashing.close();
  }

  private TestServer server(AccountSettings.Registration registration) {
    AccountSettings settings =
        new AccountSettings(
            Duration.ofDays(30), registration, Duration.ofDays(7), 5, Duration.ofMinutes(15), 1, 1);
    Accounts accounts =
        new Accounts(
            new AccountStore(jdbi),
            new InvitationStore(jdbi),
            new TokenStore(jdbi),
            hashing,
            settings,
            Clock.systemUTC(),
            new SecureRandom());
    TokenAuthenticator authenticator = new TokenAuthenticator(accounts);
    Holdings holdings =
        some ->
            some.stream()
                .filter(account -> accounts.find(account).orElseThrow().administrator())
                .collect(
                    Collectors.toMap(account -> account, _ -> new Holding(2, 30, 4_000, 1_000)));
    Quotas quotas = new Quotas(new AccountStore(jdbi), holdings, new Quota(10, 5_000));
    return TestServer.of(
        TestServer.MAPPER,
        Stream.of(
                new AccountRoutes(accounts, quotas, authenticator, settings),
                new PeopleRoutes(accounts, quotas),
                new InvitationRoutes(accounts))
            .flatMap(resource -> resource.endpoints().stream())
            .toList(),
        authenticator);
  }

  String newAccount() {
    String email = address();
    HttpResponse<String> made = open.post("/api/v1/accounts", credentials(email));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return email;
  }

  String logIn(String email) {
    HttpResponse<String> session = open.post("/api/v1/sessions", credentials(email));
    assertThat(session.statusCode()).as(session.body()).isEqualTo(201);
    return TestServer.json(session).get("token").asText();
  }

  static String address() {
    return "p" + UUID.randomUUID() + "@example.org";
  }

  static String credentials(String email) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
  }
}
