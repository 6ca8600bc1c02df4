package sorrel.account.domain;

import java.time.Duration;

/** Why something about an account was refused, and nothing changed. */
public sealed interface AccountRejection {
  /** The text is not in the form of an email address. */
  record MalformedEmail() implements AccountRejection {}

  /** The password is one that should not be used. */
  record WeakPassword(String reason) implements AccountRejection {}

  /** Another account has the address. */
  record EmailTaken() implements AccountRejection {}

  /** Only an administrator makes accounts here. */
  record RegistrationClosed() implements AccountRejection {}

  /** The invitation was used, withdrawn, or is older than it may be. */
  record InvitationOver() implements AccountRejection {}

  /** There are as many open invitations as there may be. */
  record TooManyInvitations(int max) implements AccountRejection {}

  /** There is no such invitation. */
  record NoSuchInvitation() implements AccountRejection {}

  /** No account has this address with this password; which of the two is not told. */
  record WrongCredentials() implements AccountRejection {}

  /** Too many log-ins failed. */
  record TooManyAttempts(Duration waitTime) implements AccountRejection {}

  /** More log-ins wait than can be checked. */
  record TooManyLogIns(Duration waitTime) implements AccountRejection {}

  /** The account has as many tokens as it may. */
  record TooManyTokens(int max) implements AccountRejection {}

  /** A token would be over before it began. */
  record ExpiryPassed() implements AccountRejection {}

  /** The account has no such token. */
  record NoSuchToken() implements AccountRejection {}

  /** What was shown is a token and not a session. */
  record NotASession() implements AccountRejection {}
}
