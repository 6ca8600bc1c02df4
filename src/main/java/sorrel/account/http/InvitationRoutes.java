package sorrel.account.http;

import java.time.Instant;
import java.util.List;
import sorrel.account.Accounts;
import sorrel.account.domain.Invitation;
import sorrel.account.domain.IssuedInvitation;
import sorrel.kernel.InvitationId;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/**
 * {@code /invitations}: by which an administrator lets people make accounts themselves. The secret
 * of one is shown once, so that no answer of these is kept for an idempotency key.
 */
public final class InvitationRoutes implements Endpoint.Resource {
  private static final long BODY_BYTES_MAX = 8 * 1024;
  private static final int NAME_LENGTH_MAX = 100;

  private final Accounts accounts;

  public InvitationRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public List<Endpoint> endpoints() {
    String path = "/api/v1/invitations";
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, path).paged().blocking(this::list),
        Endpoint.post(Access.ADMINISTRATOR, path)
            .body(Body.json(BODY_BYTES_MAX))
            .blocking(this::invite),
        Endpoint.delete(Access.ADMINISTRATOR, path + "/{invitation}").blocking(this::withdraw));
  }

  /**
   * An invitation to be made.
   *
   * @param name whom it is for
   */
  record NewInvitation(String name) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.length(name, 1, NAME_LENGTH_MAX, "/name");
    }
  }

  /** An invitation in a list. */
  record InvitationView(InvitationId id, String name, Instant createdAt, Instant expiresAt) {
    static InvitationView of(Invitation invitation) {
      return new InvitationView(
          invitation.id(), invitation.name(), invitation.createdAt(), invitation.expiresAt());
    }
  }

  /** An invitation with its secret, the only time it is shown. */
  record IssuedInvitationView(InvitationId id, String name, Instant expiresAt, String invitation) {
    static IssuedInvitationView of(IssuedInvitation issued) {
      return new IssuedInvitationView(
          issued.invitation().id(),
          issued.invitation().name(),
          issued.invitation().expiresAt(),
          issued.secret().text());
    }
  }

  private Reply list(Call call) {
    return Reply.ok(
        accounts
            .listInvitations(call.query().cursor(InvitationId::of), call.query().limit())
            .map(InvitationView::of));
  }

  private Reply invite(Call call) {
    return AccountProblems.reply(
        accounts.invite(call.json(NewInvitation.class).name()),
        issued ->
            Reply.created(
                "/api/v1/invitations/" + issued.invitation().id(),
                IssuedInvitationView.of(issued)));
  }

  private Reply withdraw(Call call) {
    return AccountProblems.reply(
        accounts.withdraw(call.id("invitation", InvitationId::of)), _ -> Reply.empty());
  }
}
