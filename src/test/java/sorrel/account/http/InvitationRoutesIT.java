package sorrel.account.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sorrel.platform.http.TestServer;
import sorrel.platform.persistence.TestDatabase;

/** People who make accounts where only an administrator lets them in. */
final class InvitationRoutesIT {
  private static final String INVITATIONS = "/api/v1/invitations";
  private static final String FOR_ANNA = "{\"name\":\"Anna from the laboratory\"}";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static AccountServers servers;
  private static TestServer server;

  @BeforeAll
  static void start() {
    servers = new AccountServers(DATABASE.jdbi());
    server = servers.closed();
  }

  @AfterAll
  static void stop() {
    servers.close();
  }

  @Test
  void whoever_is_invited_makes_one_account() {
    JsonNode invitation = invite();
    assertThat(invitation.get("name").asText()).isEqualTo("Anna from the laboratory");
    assertThat(open()).contains(invitation.get("id").asText());
    String secret = invitation.get("invitation").asText();

    HttpResponse<String> made = signUp(AccountServers.address(), secret);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(TestServer.json(made).get("administrator").asBoolean()).isFalse();
    assertThat(open()).doesNotContain(invitation.get("id").asText());

    assertOver(signUp(AccountServers.address(), secret));
  }

  @Test
  void an_address_that_is_taken_leaves_the_invitation() {
    String secret = invite().get("invitation").asText();
    assertThat(signUp(AccountServers.ADMINISTRATOR, secret).statusCode()).isEqualTo(409);
    assertThat(signUp(AccountServers.address(), secret).statusCode()).isEqualTo(201);
  }

  @Test
  void of_many_who_use_one_at_once_a_single_one_gets_in() throws Exception {
    String secret = invite().get("invitation").asText();
    Callable<Integer> one = () -> signUp(AccountServers.address(), secret).statusCode();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Integer> statuses =
          threads.invokeAll(List.of(one, one, one, one)).stream()
              .map(each -> each.resultNow())
              .toList();
      assertThat(statuses).containsExactlyInAnyOrder(201, 403, 403, 403);
    }
  }

  @Test
  void one_that_is_withdrawn_or_too_old_or_none_lets_nobody_in() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    JsonNode withdrawn = invite();
    String path = INVITATIONS + "/" + withdrawn.get("id").asText();
    assertThat(delete(path, root).statusCode()).isEqualTo(204);
    assertThat(delete(path, root).statusCode()).isEqualTo(404);
    assertOver(signUp(AccountServers.address(), withdrawn.get("invitation").asText()));

    JsonNode old = invite();
    DATABASE
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE invitations SET expires_at = now()"));
    assertThat(open()).isEmpty();
    assertOver(signUp(AccountServers.address(), old.get("invitation").asText()));

    assertOver(signUp(AccountServers.address(), "sorrel_made_up"));
  }

  @Test
  void where_everybody_may_register_it_is_used_up_too_and_an_old_one_does_no_harm() {
    String secret = invite().get("invitation").asText();
    for (int i = 0; i < 2; i++) {
      assertThat(
              servers
                  .open()
                  .post("/api/v1/accounts", credentials(AccountServers.address(), secret))
                  .statusCode())
          .isEqualTo(201);
    }
    assertOver(signUp(AccountServers.address(), secret));
  }

  @Test
  void only_administrators_invite_see_and_withdraw() {
    String id = invite().get("id").asText();
    String other = servers.logIn(servers.newAccount());
    assertThat(server.post(INVITATIONS, other, FOR_ANNA).statusCode()).isEqualTo(403);
    assertThat(server.get(INVITATIONS, other).statusCode()).isEqualTo(403);
    assertThat(delete(INVITATIONS + "/" + id, other).statusCode()).isEqualTo(403);
    assertThat(server.post(INVITATIONS, FOR_ANNA).statusCode()).isEqualTo(401);
    assertThat(open()).contains(id);
  }

  @Test
  void somebody_without_a_name_is_not_invited() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    HttpResponse<String> refused = server.post(INVITATIONS, root, "{\"name\":\"\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("/name");
  }

  private static JsonNode invite() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    HttpResponse<String> made = server.post(INVITATIONS, root, FOR_ANNA);
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    return TestServer.json(made);
  }

  /** The ids of the open ones. */
  private static List<String> open() {
    String root = servers.logIn(AccountServers.ADMINISTRATOR);
    HttpResponse<String> page = server.get(INVITATIONS + "?limit=200", root);
    assertThat(page.body()).doesNotContain("sorrel_");
    return TestServer.json(page).get("items").findValuesAsText("id");
  }

  private static HttpResponse<String> signUp(String email, String invitation) {
    return server.post("/api/v1/accounts", credentials(email, invitation));
  }

  private static String credentials(String email, String invitation) {
    return "{\"email\":\"%s\",\"password\":\"%s\",\"invitation\":\"%s\"}"
        .formatted(email, AccountServers.PASSWORD, invitation);
  }

  private static void assertOver(HttpResponse<String> refused) {
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("/problems/invitation-over");
  }

  private static HttpResponse<String> delete(String path, String token) {
    return server.send(server.request(path).header("Authorization", "Bearer " + token).DELETE());
  }
}
