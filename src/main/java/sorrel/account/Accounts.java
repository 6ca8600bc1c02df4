package sorrel.account;

import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import sorrel.account.domain.Account;
import sorrel.account.domain.AccountRejection;
import sorrel.account.domain.EmailAddress;
import sorrel.account.domain.Identity;
import sorrel.account.domain.Invitation;
import sorrel.account.domain.IssuedInvitation;
import sorrel.account.domain.IssuedToken;
import sorrel.account.domain.Outcome;
import sorrel.account.domain.OwnLimits;
import sorrel.account.domain.Password;
import sorrel.account.domain.Secret;
import sorrel.account.domain.Token;
import sorrel.account.store.AccountStore;
import sorrel.account.store.InvitationStore;
import sorrel.account.store.TokenStore;
import sorrel.kernel.AccountId;
import sorrel.kernel.InvitationId;
import sorrel.kernel.Page;
import sorrel.kernel.Sha256;
import sorrel.kernel.TokenId;
import sorrel.platform.config.AccountSettings;

/**
 * All that another context may ask about people and tokens.
 *
 * <p>Methods block, except {@link #identify}; times are of microseconds, as the database keeps
 * them.
 */
public final class Accounts {
  /** Programs of one person; each should have a token of its own. */
  public static final int TOKENS_MAX = 100;

  /** People of a server who were invited and have not come. */
  public static final int INVITATIONS_MAX = 1_000;

  /** Browsers of one person; the oldest session gives way. */
  private static final int SESSIONS_MAX = 50;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final AccountStore accounts;
  private final InvitationStore invitations;
  private final TokenStore tokens;
  private final PasswordHashing hashing;
  private final AccountSettings settings;
  private final Clock clock;
  private final SecureRandom random;
  private final Identities identities;
  private final LogInLimits limits;

  public Accounts(
      AccountStore accounts,
      InvitationStore invitations,
      TokenStore tokens,
      PasswordHashing hashing,
      AccountSettings settings,
      Clock clock,
      SecureRandom random) {
    this.accounts = accounts;
    this.invitations = invitations;
    this.tokens = tokens;
    this.hashing = hashing;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.identities = new Identities(tokens, clock);
    this.limits =
        new LogInLimits(settings.logInAttemptsMax(), settings.logInWindow(), Ticker.systemTicker());
  }

  /**
   * Makes an account; the first one of a server is its administrator.
   *
   * @param byAdministrator whether an administrator asks, who may where registration is closed
   * @param invitation the secret of one, with which anybody may; it is used up
   */
  public Outcome<Account> create(
      String email, Password password, boolean byAdministrator, Optional<Secret> invitation) {
    Optional<EmailAddress> address = EmailAddress.of(email);
    if (address.isEmpty()) {
      return Outcome.refused(new AccountRejection.MalformedEmail());
    }
    Optional<String> weakness = password.weakness(address.get());
    if (weakness.isPresent()) {
      return Outcome.refused(new AccountRejection.WeakPassword(weakness.get()));
    }
    boolean open = settings.registration() == AccountSettings.Registration.OPEN;
    boolean needed = !open && !byAdministrator && !accounts.isEmpty();
    if (needed && invitation.isEmpty()) {
      return Outcome.refused(new AccountRejection.RegistrationClosed());
    }
    Instant now = now();
    Optional<Sha256> shown = invitation.map(Secret::hash);
    if (needed && !invitations.holds(shown.orElseThrow(), now)) {
      return Outcome.refused(new AccountRejection.InvitationOver());
    }
    // A hash is made also for an address that is taken, so that the time does not tell.
    String hash;
    try {
      hash = hashing.hash(password);
    } catch (RejectedExecutionException full) {
      return Outcome.refused(new AccountRejection.TooManyLogIns(RETRY_AFTER));
    }
    Account account = new Account(AccountId.next(), address.get(), false, now, OwnLimits.NONE);
    return accounts.add(account, hash, shown, needed);
  }

  /**
   * Makes an invitation; its secret is not to be had again.
   *
   * @param name whom it is for
   */
  public Outcome<IssuedInvitation> invite(String name) {
    Instant now = now();
    Instant expiresAt = now.plus(settings.invitationLifetime());
    Invitation invitation = new Invitation(InvitationId.next(), name.strip(), now, expiresAt);
    Secret secret = Secret.next(random);
    return invitations.add(invitation, secret.hash(), INVITATIONS_MAX)
        ? Outcome.done(new IssuedInvitation(invitation, secret))
        : Outcome.refused(new AccountRejection.TooManyInvitations(INVITATIONS_MAX));
  }

  /** Invitations that nobody has used and that hold, the oldest first. */
  public Page<Invitation> listInvitations(Optional<InvitationId> after, int limit) {
    List<Invitation> rows = invitations.list(now(), after, limit + 1);
    return Page.of(rows, limit, invitation -> invitation.id().toString());
  }

  /** Withdraws an invitation. */
  public Outcome<Boolean> withdraw(InvitationId id) {
    return invitations.remove(id)
        ? Outcome.done(true)
        : Outcome.refused(new AccountRejection.NoSuchInvitation());
  }

  /**
   * Makes a session for whoever knows the password.
   *
   * @param address where the attempt comes from, for the limit on failures
   */
  public Outcome<IssuedToken> logIn(String email, Password password, String address) {
    Optional<EmailAddress> parsed = EmailAddress.of(email);
    if (parsed.isEmpty() || password.text().length() > 2 * Password.LENGTH_MAX) {
      return Outcome.refused(new AccountRejection.WrongCredentials());
    }
    EmailAddress known = parsed.get();
    Optional<Duration> wait = limits.attempt(known, address);
    if (wait.isPresent()) {
      return Outcome.refused(new AccountRejection.TooManyAttempts(wait.get()));
    }
    Optional<AccountStore.WithPassword> found = accounts.find(known);
    try {
      if (!hashing.matches(password, found.map(AccountStore.WithPassword::passwordHash))) {
        return Outcome.refused(new AccountRejection.WrongCredentials());
      }
    } catch (RejectedExecutionException full) {
      limits.notJudged(known, address);
      return Outcome.refused(new AccountRejection.TooManyLogIns(RETRY_AFTER));
    }
    limits.succeeded(known, address);
    AccountId account = found.orElseThrow().account().id();
    Instant now = now();
    Optional<Instant> expiresAt = Optional.of(now.plus(settings.sessionLifetime()));
    IssuedToken issued = issue(account, Token.Kind.SESSION, "log-in", now, expiresAt);
    tokens.trimSessions(account, now, SESSIONS_MAX - 1).forEach(identities::forget);
    tokens.add(issued.token(), issued.secret().hash(), Integer.MAX_VALUE);
    return Outcome.done(issued);
  }

  /** Ends the session with this secret. */
  public Outcome<Boolean> logOut(Secret secret) {
    boolean removed = tokens.removeSession(secret.hash());
    identities.forget(secret.hash());
    return removed ? Outcome.done(true) : Outcome.refused(new AccountRejection.NotASession());
  }

  /** Whom a secret acts for; seldom asks the database, and does not block. */
  public CompletableFuture<Optional<Identity>> identify(Secret secret) {
    return identities.of(secret);
  }

  public Optional<Account> find(AccountId id) {
    return accounts.find(id);
  }

  /** All accounts, the oldest first. */
  public Page<Account> list(Optional<AccountId> after, int limit) {
    return Page.of(accounts.list(after, limit + 1), limit, account -> account.id().toString());
  }

  /** Makes a token for a program; its secret is not to be had again. */
  public Outcome<IssuedToken> createToken(
      AccountId account, String name, Optional<Instant> expiresAt) {
    Instant now = now();
    if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
      return Outcome.refused(new AccountRejection.ExpiryPassed());
    }
    IssuedToken issued =
        issue(
            account,
            Token.Kind.TOKEN,
            name.strip(),
            now,
            expiresAt.map(at -> at.truncatedTo(ChronoUnit.MICROS)));
    return tokens.add(issued.token(), issued.secret().hash(), TOKENS_MAX)
        ? Outcome.done(issued)
        : Outcome.refused(new AccountRejection.TooManyTokens(TOKENS_MAX));
  }

  /** The account's tokens for programs, oldest first; sessions are not among them. */
  public Page<Token> listTokens(AccountId account, Optional<TokenId> after, int limit) {
    List<Token> rows = tokens.list(account, Token.Kind.TOKEN, after, limit + 1);
    return Page.of(rows, limit, token -> token.id().toString());
  }

  /** Revokes a token for a program. */
  public Outcome<Boolean> revokeToken(AccountId account, TokenId id) {
    return tokens
        .remove(account, id)
        .map(
            hash -> {
              identities.forget(hash);
              return Outcome.done(true);
            })
        .orElse(Outcome.refused(new AccountRejection.NoSuchToken()));
  }

  private IssuedToken issue(
      AccountId account, Token.Kind kind, String name, Instant now, Optional<Instant> expiresAt) {
    Token token = new Token(TokenId.next(), account, kind, name, now, expiresAt, Optional.empty());
    return new IssuedToken(token, Secret.next(random));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
