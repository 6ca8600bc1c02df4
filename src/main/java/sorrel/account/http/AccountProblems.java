package sorrel.account.http;

import java.util.List;
import java.util.function.Function;
import sorrel.account.domain.AccountRejection;
import sorrel.account.domain.Outcome;
import sorrel.platform.http.FieldError;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Problem;
import sorrel.platform.http.ProblemType;
import sorrel.platform.http.Reply;

/** Refusals about accounts as problems. */
public final class AccountProblems {
  static final ProblemType EMAIL_TAKEN =
      new ProblemType("email-taken", 409, "There is an account with this email address");
  static final ProblemType REGISTRATION_CLOSED =
      new ProblemType("registration-closed", 403, "Accounts are made by the administrator here");
  static final ProblemType INVITATION_OVER =
      new ProblemType("invitation-over", 403, "This invitation does not hold any more");
  static final ProblemType TOO_MANY_INVITATIONS =
      new ProblemType("too-many-invitations", 422, "There are as many invitations as there may be");
  static final ProblemType WRONG_CREDENTIALS =
      new ProblemType("wrong-credentials", 401, "Email address or password is wrong");
  static final ProblemType TOO_MANY_ATTEMPTS =
      new ProblemType("too-many-attempts", 429, "Too many log-ins failed");
  static final ProblemType TOO_MANY_TOKENS =
      new ProblemType("too-many-tokens", 422, "The account has as many tokens as it may");
  static final ProblemType NOT_A_SESSION =
      new ProblemType("not-a-session", 422, "This is a token and not a session");

  /** Every kind here, for the pages and their test. */
  public static final List<ProblemType> ALL =
      List.of(
          EMAIL_TAKEN,
          REGISTRATION_CLOSED,
          INVITATION_OVER,
          TOO_MANY_INVITATIONS,
          WRONG_CREDENTIALS,
          TOO_MANY_ATTEMPTS,
          TOO_MANY_TOKENS,
          NOT_A_SESSION);

  private AccountProblems() {}

  static Problem of(AccountRejection rejection) {
    return switch (rejection) {
      case AccountRejection.MalformedEmail _ ->
          field("/email", "must be an email address, such as anna@example.org");
      case AccountRejection.WeakPassword(String reason) -> field("/password", reason);
      case AccountRejection.ExpiryPassed _ -> field("/expiresAt", "must be in the future");
      case AccountRejection.EmailTaken _ ->
          EMAIL_TAKEN.because("Sign in with this address, or use another.");
      case AccountRejection.RegistrationClosed _ ->
          REGISTRATION_CLOSED.because("Ask the administrator of this server to invite you.");
      case AccountRejection.InvitationOver _ ->
          INVITATION_OVER.because(
              "It was used, withdrawn or is too old. Sign in if you have made your account, else"
                  + " ask the administrator for another.");
      case AccountRejection.TooManyInvitations(int max) ->
          TOO_MANY_INVITATIONS
              .because("A server may have %d that nobody has used. Withdraw some.".formatted(max))
              .with("invitationsMax", max);
      case AccountRejection.NoSuchInvitation _ ->
          HttpProblems.NOT_FOUND.because(
              "There is no open invitation with this id. It may have been used.");
      case AccountRejection.WrongCredentials _ ->
          WRONG_CREDENTIALS.because(
              "No account has this email address with this password. Check both.");
      case AccountRejection.TooManyAttempts attempts ->
          TOO_MANY_ATTEMPTS
              .because(
                  "Wait %d minutes, then try again. Whoever is signed in stays so."
                      .formatted(Math.max(1, attempts.waitTime().toMinutes())))
              .retryAfter(attempts.waitTime());
      case AccountRejection.TooManyLogIns logIns ->
          HttpProblems.BUSY
              .because("Many people sign in at this moment; nothing was done. Try again.")
              .retryAfter(logIns.waitTime());
      case AccountRejection.TooManyTokens(int max) ->
          TOO_MANY_TOKENS
              .because("An account may have %d tokens. Delete one that is not used.".formatted(max))
              .with("tokensMax", max);
      case AccountRejection.NoSuchToken _ ->
          HttpProblems.NOT_FOUND.because("You have no token with this id.");
      case AccountRejection.NotASession _ ->
          NOT_A_SESSION.because(
              "To revoke a token, DELETE /api/v1/tokens/{id} with the token's id.");
    };
  }

  /** The reply to what was asked: what was done, or why nothing was. */
  static <T> Reply reply(Outcome<T> outcome, Function<T, Reply> done) {
    return switch (outcome) {
      case Outcome.Done<T>(T value) -> done.apply(value);
      case Outcome.Refused<T>(var reason) -> Reply.problem(of(reason));
    };
  }

  private static Problem field(String pointer, String detail) {
    return HttpProblems.MALFORMED_REQUEST
        .because("The request is not valid; \"errors\" lists what to mend.")
        .withErrors(List.of(new FieldError(pointer, detail)));
  }
}
