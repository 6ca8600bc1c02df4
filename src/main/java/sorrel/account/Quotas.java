package sorrel.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import sorrel.account.Holdings.Holding;
import sorrel.account.domain.Account;
import sorrel.account.domain.OwnLimits;
import sorrel.account.domain.Quota;
import sorrel.account.store.AccountStore;
import sorrel.kernel.AccountId;
import sorrel.kernel.Allowance;

/**
 * How much accounts have and how much they may; administrators are bound like all others, and can
 * raise their own limits. Every call blocks.
 *
 * <p>Both are read each time, which takes a row of each of the account's models and none of its
 * pictures, so nodes agree at once. Who asks first and adds then can find that another request did
 * the same in that moment: the account is then over its limit by what one of them brought, at most
 * a batch of an import, and the next is refused.
 */
public final class Quotas {
  private final AccountStore accounts;
  private final Holdings holdings;
  private final Quota usual;

  /** What an account has, and what it may have. */
  public record Standing(Holding holding, Quota quota) {}

  /**
   * Reads what accounts have from others.
   *
   * @param usual what an account may have for which nothing else was set
   */
  public Quotas(AccountStore accounts, Holdings holdings, Quota usual) {
    this.accounts = accounts;
    this.holdings = holdings;
    this.usual = usual;
  }

  /** Models of an account. */
  public Allowance models(AccountId account) {
    return new Allowance(holding(account).models(), quota(account).models());
  }

  /** Bytes of an account's pictures. */
  public Allowance bytes(AccountId account) {
    return new Allowance(holding(account).bytes(), quota(account).bytes());
  }

  public Standing of(Account account) {
    return new Standing(holding(account.id()), account.limits().over(usual));
  }

  public Map<AccountId, Standing> of(List<Account> some) {
    Map<AccountId, Holding> held =
        holdings.of(some.stream().map(Account::id).collect(Collectors.toSet()));
    return some.stream()
        .collect(
            Collectors.toMap(
                Account::id,
                account ->
                    new Standing(
                        held.getOrDefault(account.id(), Holding.NOTHING),
                        account.limits().over(usual))));
  }

  /** Changes what is set for one account; empty if there is no such account. */
  public Optional<Account> change(AccountId account, UnaryOperator<OwnLimits> change) {
    return accounts.changeLimits(account, change);
  }

  private Holding holding(AccountId account) {
    return holdings.of(Set.of(account)).getOrDefault(account, Holding.NOTHING);
  }

  private Quota quota(AccountId account) {
    return accounts.find(account).map(Account::limits).orElse(OwnLimits.NONE).over(usual);
  }
}
