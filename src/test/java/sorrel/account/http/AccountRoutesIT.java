package sorrel.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;

class AccountRoutesIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static AccountServers servers;
  private static TestServer server;

  @BeforeAll
  static void start() {
    servers = new AccountServers(DATABASE.jdbi());
    server = servers.open();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void an_account_logs_in_and_out() {
    String email = servers.newAccount();
    HttpResponse<String> logIn = server.post("/api/v1/sessions", AccountServers.credentials(email));
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
    String token = servers.logIn(servers.newAccount());
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
  void a_second_account_of_one_address_is_refused_however_it_is_spelt() {
    String email = servers.newAccount();
    HttpResponse<String> second =
        server.post(
            "/api/v1/accounts",
            AccountServers.credentials(email.toUpperCase(java.util.Locale.ROOT)));
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("/problems/email-taken");
  }

  @Test
  void what_is_wrong_with_a_new_account_is_told_by_field() {
    HttpResponse<String> address =
        server.post("/api/v1/accounts", AccountServers.credentials("nobody"));
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
    HttpResponse<String> refused =
        servers
            .closed()
            .post("/api/v1/accounts", AccountServers.credentials(AccountServers.address()));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("/problems/registration-closed");
    String plain = servers.logIn(servers.newAccount());
    assertThat(
            servers
                .closed()
                .post(
                    "/api/v1/accounts", plain, AccountServers.credentials(AccountServers.address()))
                .statusCode())
        .isEqualTo(403);
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    HttpResponse<String> made =
        servers
            .closed()
            .post("/api/v1/accounts", root, AccountServers.credentials(AccountServers.address()));
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(TestServer.json(made).get("administrator").asBoolean()).isFalse();
  }

  @Test
  void a_wrong_password_and_an_unknown_address_look_the_same() {
    String email = servers.newAccount();
    HttpResponse<String> wrong =
        server.post(
            "/api/v1/sessions", AccountServers.credentials(email).replace("horse", "donkey"));
    HttpResponse<String> unknown =
        server.post("/api/v1/sessions", AccountServers.credentials(AccountServers.address()));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(withoutRequestId(wrong)).isEqualTo(withoutRequestId(unknown));
  }

  @Test
  void log_ins_that_fail_too_often_have_to_wait() throws Exception {
    String email = servers.newAccount();
    String wrong = AccountServers.credentials(email).replace("horse", "donkey");
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
    HttpResponse<String> right = server.post("/api/v1/sessions", AccountServers.credentials(email));
    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(Long.parseLong(right.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(800L, 900L);
  }

  @Test
  void tokens_are_made_listed_used_and_revoked() {
    String session = servers.logIn(servers.newAccount());
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
    String session = servers.logIn(servers.newAccount());
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
    String anna = servers.logIn(servers.newAccount());
    String bert = servers.logIn(servers.newAccount());
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
    String session = servers.logIn(servers.newAccount());
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
    String session = servers.logIn(servers.newAccount());
    JsonNode made = TestServer.json(server.post("/api/v1/tokens", session, "{\"name\":\"n\"}"));
    HttpResponse<String> refused = delete("/api/v1/sessions/current", made.get("token").asText());
    assertThat(refused.statusCode()).isEqualTo(422);
  }

  @Test
  void secrets_and_passwords_are_not_in_the_database() {
    String email = servers.newAccount();
    String session = servers.logIn(email);
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
    assertThat(stored).doesNotContain(session, AccountServers.PASSWORD).contains("$argon2id$");
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
