package sorrel.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;

/** What administrators see of accounts and may set, and what an account sees of that. */
final class PeopleRoutesIT {
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
  void an_administrator_sees_all_accounts_and_what_each_has() {
    String somebody = servers.newAccount();
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    List<JsonNode> accounts = new ArrayList<>();
    String next = "";
    do {
      JsonNode page = TestServer.json(server.get("/api/v1/accounts?limit=2&cursor=" + next, root));
      page.get("items").forEach(accounts::add);
      next = page.path("next").asText();
    } while (!next.isEmpty());

    assertThat(accounts.getFirst().get("email").asText()).isEqualTo(AccountServers.ADMINISTRATOR);
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
    JsonNode root =
        TestServer.json(
            server.get("/api/v1/accounts/me", servers.logIn(AccountServers.ADMINISTRATOR)));
    assertThat(root.get("models").asInt()).isEqualTo(2);
    assertThat(root.get("pictures").asInt()).isEqualTo(30);
    assertThat(root.get("bytes").asInt()).isEqualTo(4_000);
    assertThat(root.get("binBytes").asInt()).isEqualTo(1_000);
    JsonNode other =
        TestServer.json(server.get("/api/v1/accounts/me", servers.logIn(servers.newAccount())));
    assertThat(other.get("models").asInt()).isZero();
    assertThat(other.at("/limits/models").asInt()).isEqualTo(10);
    assertThat(other.at("/limits/bytes").asInt()).isEqualTo(5_000);
  }

  @Test
  void an_administrator_sets_limits_of_one_account_and_takes_them_back() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    String anna = servers.logIn(servers.newAccount());
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
    String anna = servers.logIn(servers.newAccount());
    String bert = servers.logIn(servers.newAccount());
    String more = "{\"ownLimits\":{\"models\":1000}}";
    assertThat(patch(path(anna), anna, more).statusCode()).isEqualTo(403);
    assertThat(patch(path(anna), bert, more).statusCode()).isEqualTo(403);
    assertThat(server.send(patch(path(anna), more)).statusCode()).isEqualTo(401);
    assertThat(limits(anna).get("models").asInt()).isEqualTo(10);
  }

  @Test
  void limits_that_cannot_be_are_refused_by_field() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    String path = path(servers.logIn(servers.newAccount()));
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
    assertThat(server.get("/api/v1/accounts", servers.logIn(servers.newAccount())).statusCode())
        .isEqualTo(403);
  }
}
