package sorrel.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.account.Accounts;
import sorrel.account.Holdings;
import sorrel.account.Holdings.Holding;
import sorrel.account.PasswordHashing;
import sorrel.account.Quotas;
import sorrel.account.domain.Quota;
import sorrel.account.store.AccountStore;
import sorrel.account.store.TokenStore;
import sorrel.platform.config.AccountSettings;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;

class AccountRoutesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String PASSWORD = "a horse of course";
  private static final PasswordHashing HASHING = new PasswordHashing();

  private static TestServer server;
  private static TestServer closed;
  private static String administrator;

  @BeforeAll
  static void start() {
    server = server(AccountSettings.Registration.OPEN);
    closed = server(AccountSettings.Registration.CLOSED);
    administrator = "root@example.org";
    // Closed or not, somebody has to be the first.
    JsonNode first = TestServer.json(closed.post("/api/v1/accounts", credentials(administrator)));
    assertThat(first.get("administrator").asBoolean()).as(first.toString()).isTrue();
  }

  @AfterAll
  static void stop() {
    server.close();
    closed.close();
    HASHING.close();
  }

  private static TestServer server(AccountSettings.Registration registration) {
    Jdbi jdbi = DATABASE.jdbi();
    AccountSettings settings =
        new AccountSettings(Duration.ofDays(30), registration, 5, Duration.ofMinutes(15), 1, 1);
    Accounts accounts =
        new Accounts(
            new AccountStore(jdbi),
            new TokenStore(jdbi),
            HASHING,
            settings,
            Clock.systemUTC(),
            new SecureRandom());
    TokenAuthenticator authenticator = new TokenAuthenticator(accounts);
    Holdings holdings =
        some ->
            some.stream()
                .filter(account -> accounts.find(account).orElseThrow().administrator())
                .collect(Collectors.toMap(account -> account, _ -> new Holding(2, 30, 4_000)));
    Quotas quotas = new Quotas(new AccountStore(jdbi), holdings, new Quota(10, 5_000));
    return TestServer.of(
        TestServer.MAPPER,
        Stream.of(
                new AccountRoutes(accounts, quotas, authenticator, settings),
                new PeopleRoutes(accounts, quotas))
            .flatMap(resource -> resource.endpoints().stream())
            .toList(),
        authenticator);
  }

  @Test
  void an_account_logs_in_and_out() {
    String email = newAccount();
    HttpResponse<String> logIn = server.post("/api/v1/sessions", credentials(email));
    assertThat(logIn.statusCode()).isEqualTo(201);
    String token = TestServer.json(logIn).get("token").asText();
    String cookie = logIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .startsWith("sorrel_session=" + token)
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");

    JsonNode me = TestServer.json(server.get("/api/v1/accounts/me", token));
    assertThat(me.get("email").asText()).isEqualTo(email);
    assertThat(me.get("administrator").asBoolean()).isFalse();
    assertThat(withCookie(token, "/api/v1/accounts/me").statusCode()).isEqualTo(200);

    HttpResponse<String> logOut = delete("/api/v1/sessions/current", token);
    assertThat(logOut.statusCode()).isEqualTo(204);
    assertThat(logOut.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("sorrel_session=; ")
        .contains("Max-Age=0");
    assertThat(server.get("/api/v1/accounts/me", token).statusCode()).isEqualTo(401);
    assertThat(withCookie(token, "/api/v1/accounts/me").statusCode()).isEqualTo(401);
  }

  @Test
  void a_browser_logs_out_by_its_cookie_and_another_site_cannot() {
    String token = logIn(newAccount());
    HttpRequest.Builder request =
        server
            .request("/api/v1/sessions/current")
            .header("Cookie", "theme=dark; sorrel_session=" + token)
            .DELETE();
    assertThat(server.send(request.copy().header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    assertThat(server.send(request.copy().header("Sec-Fetch-Site", "same-origin")).statusCode())
        .isEqualTo(204);
    assertThat(server.get("/api/v1/accounts/me", token).statusCode()).isEqualTo(401);
  }

  @Test
  void an_administrator_sees_all_accounts_and_what_each_has() {
    String somebody = newAccount();
    String root = logIn(administrator);
    List<JsonNode> accounts = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = TestServer.json(server.get("/api/v1/accounts?limit=2&cursor=" + next, root));
      page.get("items").forEach(accounts::add);
      next = page.path("next").asText();
    } while (!next.isEmpty());

    assertThat(accounts.getFirst().get("email").asText()).isEqualTo(administrator);
    assertThat(accounts.getFirst().get("administrator").asBoolean()).isTrue();
    assertThat(accounts.getFirst().get("models").asInt()).isEqualTo(2);
    assertThat(accounts.getFirst().get("pictures").asInt()).isEqualTo(30);
    assertThat(accounts.getFirst().get("bytes").asInt()).isEqualTo(4_000);
    assertThat(accounts.stream().map(each -> each.get("email").asText()))
        .contains(somebody)
        .doesNotHaveDuplicates();
    assertThat(accounts)
        .filteredOn(each -> each.get("email").asText().equals(somebody))
        .allSatisfy(each -> assertThat(each.get("models").asInt()).isZero());
  }

  @Test
  void an_account_sees_what_it_has_and_may_have() {
    JsonNode root = TestServer.json(server.get("/api/v1/accounts/me", logIn(administrator)));
    assertThat(root.get("models").asInt()).isEqualTo(2);
    assertThat(root.get("pictures").asInt()).isEqualTo(30);
    assertThat(root.get("bytes").asInt()).isEqualTo(4_000);
    JsonNode other = TestServer.json(server.get("/api/v1/accounts/me", logIn(newAccount())));
    assertThat(other.get("models").asInt()).isZero();
    assertThat(other.at("/limits/models").asInt()).isEqualTo(10);
    assertThat(other.at("/limits/bytes").asInt()).isEqualTo(5_000);
  }

  @Test
  void an_administrator_sets_limits_of_one_account_and_takes_them_back() {
    String root = logIn(administrator);
    String anna = logIn(newAccount());
    String path = path(anna);

    JsonNode set =
        TestServer.json(
            patch(path, root, "{\"ownLimits\":{\"models\":3,\"bytes\":9007199254740992}}"));
    assertThat(set.at("/limits/models").asInt()).isEqualTo(3);
    assertThat(set.at("/ownLimits/bytes").asLong()).isEqualTo(9_007_199_254_740_992L);
    assertThat(limits(anna)).isEqualTo(set.get("limits"));

    JsonNode back = TestServer.json(patch(path, root, "{\"ownLimits\":{\"bytes\":null}}"));
    assertThat(back.at("/limits/models").asInt()).isEqualTo(3);
    assertThat(back.at("/limits/bytes").asInt()).isEqualTo(5_000);
    assertThat(back.get("ownLimits")).hasSize(1);
    JsonNode same = TestServer.json(patch(path, root, "{\"ownLimits\":{}}"));
    assertThat(same).isEqualTo(back);
  }

  @Test
  void only_an_administrator_sets_limits() {
    String anna = logIn(newAccount());
    String bert = logIn(newAccount());
    String more = "{\"ownLimits\":{\"models\":1000}}";
    assertThat(patch(path(anna), anna, more).statusCode()).isEqualTo(403);
    assertThat(patch(path(anna), bert, more).statusCode()).isEqualTo(403);
    assertThat(server.send(patch(path(anna), more)).statusCode()).isEqualTo(401);
    assertThat(limits(anna).get("models").asInt()).isEqualTo(10);
  }

  @Test
  void limits_that_cannot_be_are_refused_by_field() {
    String root = logIn(administrator);
    String path = path(logIn(newAccount()));
    refused(patch(path, root, "{\"ownLimits\":{\"models\":-1}}"), "/ownLimits/models");
    refused(patch(path, root, "{\"ownLimits\":{\"bytes\":\"many\"}}"), "/ownLimits/bytes");
    refused(patch(path, root, "{\"ownLimits\":{\"pictures\":1}}"), "/ownLimits/pictures");
    refused(patch(path, root, "{}"), "/ownLimits");
    assertThat(
            patch("/api/v1/accounts/" + UUID.randomUUID(), root, "{\"ownLimits\":{}}").statusCode())
        .isEqualTo(404);
  }

  private static void refused(HttpResponse<String> answer, String pointer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(TestServer.json(answer).at("/errors/0/pointer").asText()).isEqualTo(pointer);
  }

  private static JsonNode limits(String token) {
    return TestServer.json(server.get("/api/v1/accounts/me", token)).get("limits");
  }

  private static String path(String token) {
    JsonNode me = TestServer.json(server.get("/api/v1/accounts/me", token));
    return "/api/v1/accounts/" + me.get("id").asText();
  }

  private static HttpRequest.Builder patch(String path, String body) {
    return server
        .request(path)
        .header("Content-Type", "application/json")
        .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> patch(String path, String token, String body) {
    return server.send(patch(path, body).header("Authorization", "Bearer " + token));
  }

  @Test
  void others_do_not_see_who_has_an_account() {
    assertThat(server.get("/api/v1/accounts").statusCode()).isEqualTo(401);
    assertThat(server.get("/api/v1/accounts", logIn(newAccount())).statusCode()).isEqualTo(403);
  }

  @Test
  void a_second_account_of_one_address_is_refused_however_it_is_spelt() {
    String email = newAccount();
    HttpResponse<String> second =
        server.post("/api/v1/accounts", credentials(email.toUpperCase(java.util.Locale.ROOT)));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("/problems/email-taken");
  }

  @Test
  void what_is_wrong_with_a_new_account_is_told_by_field() {
    HttpResponse<String> address = server.post("/api/v1/accounts", credentials("nobody"));
    assertThat(address.statusCode()).isEqualTo(400);
    assertThat(TestServer.json(address).at("/errors/0/pointer").asText()).isEqualTo("/email");
    HttpResponse<String> password =
        server.post(
            "/api/v1/accounts",
            """
            {"email":"x@example.org","password":"1234567890"}""");
    assertThat(TestServer.json(password).at("/errors/0/pointer").asText()).isEqualTo("/password");
    assertThat(password.body()).doesNotContain("1234567890");
    assertThat(server.post("/api/v1/accounts", "{\"email\":\"x@example.org\"}").body())
        .contains("/password", "is missing");
  }

  @Test
  void where_registration_is_closed_only_an_administrator_makes_accounts() {
    HttpResponse<String> refused = closed.post("/api/v1/accounts", credentials(address()));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("/problems/registration-closed");
    String plain = logIn(newAccount());
    assertThat(closed.post("/api/v1/accounts", plain, credentials(address())).statusCode())
        .isEqualTo(403);
    String root = logIn(administrator);
    HttpResponse<String> made = closed.post("/api/v1/accounts", root, credentials(address()));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(TestServer.json(made).get("administrator").asBoolean()).isFalse();
  }

  @Test
  void a_wrong_password_and_an_unknown_address_look_the_same() {
    String email = newAccount();
    HttpResponse<String> wrong =
        server.post("/api/v1/sessions", credentials(email).replace("horse", "donkey"));
    HttpResponse<String> unknown = server.post("/api/v1/sessions", credentials(address()));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(withoutRequestId(wrong)).isEqualTo(withoutRequestId(unknown));
  }

  @Test
  void log_ins_that_fail_too_often_have_to_wait() throws Exception {
    String email = newAccount();
    String wrong = credentials(email).replace("horse", "donkey");
    List<Callable<Integer>> attempts = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      attempts.add(() -> server.post("/api/v1/sessions", wrong).statusCode());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> status : threads.invokeAll(attempts)) {
        statuses.add(status.get());
      }
    }
    assertThat(statuses).filteredOn(status -> status == 401).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 429).hasSize(7);
    HttpResponse<String> right = server.post("/api/v1/sessions", credentials(email));
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(right.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(800L, 900L);
  }

  @Test
  void tokens_are_made_listed_used_and_revoked() {
    String session = logIn(newAccount());
    JsonNode made =
        TestServer.json(server.post("/api/v1/tokens", session, "{\"name\":\" laptop \"}"));
    String secret = made.get("token").asText();
    assertThat(secret).startsWith("sorrel_");
    assertThat(server.get("/api/v1/accounts/me", secret).statusCode()).isEqualTo(200);

    HttpResponse<String> listed = server.get("/api/v1/tokens", session);
    assertThat(listed.body()).doesNotContain(secret);
    JsonNode items = TestServer.json(listed).get("items");
    assertThat(items).hasSize(1);
    assertThat(items.get(0).get("name").asText()).isEqualTo("laptop");

    String path = "/api/v1/tokens/" + made.get("id").asText();
    assertThat(delete(path, session).statusCode()).isEqualTo(204);
    assertThat(delete(path, session).statusCode()).isEqualTo(404);
    assertThat(server.get("/api/v1/accounts/me", secret).statusCode()).isEqualTo(401);
  }

  @Test
  void tokens_come_in_pages() {
    String session = logIn(newAccount());
    for (int i = 0; i < 5; i++) {
      server.post("/api/v1/tokens", session, "{\"name\":\"t%d\"}".formatted(i));
    }
    List<String> names = new ArrayList<>();
    String path = "/api/v1/tokens?limit=2";
    for (String next = ""; next != null; ) {
      JsonNode page = TestServer.json(server.get(path + next, session));
      names.addAll(page.get("items").findValuesAsText("name"));
      JsonNode cursor = page.path("next");
      next = cursor.isTextual() ? "&cursor=" + cursor.asText() : null;
    }
    assertThat(names).containsExactly("t0", "t1", "t2", "t3", "t4");
    assertThat(server.get("/api/v1/tokens?cursor=zzz", session).statusCode()).isEqualTo(400);
  }

  @Test
  void another_accounts_token_is_not_found() {
    String anna = logIn(newAccount());
    String bert = logIn(newAccount());
    JsonNode made = TestServer.json(server.post("/api/v1/tokens", anna, "{\"name\":\"n\"}"));
    HttpResponse<String> attempt = delete("/api/v1/tokens/" + made.get("id").asText(), bert);
    HttpResponse<String> nothing = delete("/api/v1/tokens/" + UUID.randomUUID(), bert);
    assertThat(attempt.statusCode()).isEqualTo(404);
    assertThat(withoutRequestId(attempt)).isEqualTo(withoutRequestId(nothing));
    assertThat(server.get("/api/v1/accounts/me", made.get("token").asText()).statusCode())
        .isEqualTo(200);
    assertThat(TestServer.json(server.get("/api/v1/tokens", bert)).get("items")).isEmpty();
  }

  @Test
  void a_token_stops_at_its_time_also_while_it_is_remembered() {
    String session = logIn(newAccount());
    String soon = Clock.systemUTC().instant().plusMillis(1500).toString();
    JsonNode made =
        TestServer.json(
            server.post(
                "/api/v1/tokens",
                session,
                "{\"name\":\"n\",\"expiresAt\":\"%s\"}".formatted(soon)));
    String secret = made.get("token").asText();
    assertThat(server.get("/api/v1/accounts/me", secret).statusCode()).isEqualTo(200);
    org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          while (server.get("/api/v1/accounts/me", secret).statusCode() == 200) {
            Thread.onSpinWait();
          }
        });
    assertThat(server.get("/api/v1/accounts/me", secret).statusCode()).isEqualTo(401);
    String past = "{\"name\":\"n\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}";
    assertThat(server.post("/api/v1/tokens", session, past).body()).contains("/expiresAt");
  }

  @Test
  void a_token_is_not_a_session() {
    String session = logIn(newAccount());
    JsonNode made = TestServer.json(server.post("/api/v1/tokens", session, "{\"name\":\"n\"}"));
    HttpResponse<String> refused = delete("/api/v1/sessions/current", made.get("token").asText());
    assertThat(refused.statusCode()).isEqualTo(422);
  }

  @Test
  void secrets_and_passwords_are_not_in_the_database() {
    String email = newAccount();
    String session = logIn(email);
    String stored =
        DATABASE
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT string_agg(t::text || a::text, ' ') FROM tokens t, accounts a")
                        .mapTo(String.class)
                        .one());
    assertThat(stored).doesNotContain(session, PASSWORD).contains("$argon2id$");
  }

  @Test
  void only_the_first_account_is_an_administrator() {
    long administrators =
        DATABASE
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT count(*) FROM accounts WHERE administrator")
                        .mapTo(Long.class)
                        .one());
    assertThat(administrators).isEqualTo(1);
  }

  private static String newAccount() {
    String email = address();
    HttpResponse<String> made = server.post("/api/v1/accounts", credentials(email));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return email;
  }

  private static String logIn(String email) {
    HttpResponse<String> session = server.post("/api/v1/sessions", credentials(email));
    assertThat(session.statusCode()).as(session.body()).isEqualTo(201);
    return TestServer.json(session).get("token").asText();
  }

  private static String address() {
    return "p" + UUID.randomUUID() + "@example.org";
  }

  private static String credentials(String email) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
  }

  private static HttpResponse<String> delete(String path, String token) {
    return server.send(server.request(path).header("Authorization", "Bearer " + token).DELETE());
  }

  private static HttpResponse<String> withCookie(String token, String path) {
    return server.send(server.request(path).header("Cookie", "sorrel_session=" + token));
  }

  private static String withoutRequestId(HttpResponse<String> response) {
    return response.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }
}
