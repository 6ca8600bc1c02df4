package sorrel.account.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sorrel.account.Accounts;
import sorrel.account.Quotas;
import sorrel.account.Quotas.Standing;
import sorrel.account.domain.Account;
import sorrel.account.domain.OwnLimits;
import sorrel.account.domain.Quota;
import sorrel.kernel.AccountId;
import sorrel.kernel.Page;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;

/** {@code /accounts} for administrators: what each has on the server, and what it may have. */
public final class PeopleRoutes implements Endpoint.Resource {
  private final Accounts accounts;
  private final Quotas quotas;

  public PeopleRoutes(Accounts accounts, Quotas quotas) {
    this.accounts = accounts;
    this.quotas = quotas;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/accounts").paged().blocking(this::list),
        Endpoint.patch(Access.ADMINISTRATOR, "/api/v1/accounts/{account}")
            .body(Body.json())
            .blocking(this::change));
  }

  /**
   * An account as administrators see it: as its owner does, and more.
   *
   * @param ownLimits those of its limits that are for this account alone
   */
  record PersonJson(@JsonUnwrapped AccountJson.OwnAccountView seen, OwnLimits ownLimits) {
    static PersonJson of(Account account, Standing standing) {
      return new PersonJson(AccountJson.OwnAccountView.of(account, standing), account.limits());
    }
  }

  /**
   * What is to change about an account.
   *
   * @param ownLimits those that are named; without a value, what holds for all is to hold again
   */
  record AccountChange(Map<String, Optional<Long>> ownLimits) implements Checks.Checked {
    private static final String MODELS = "models";
    private static final String BYTES = "bytes";

    @Override
    public void check(Checks checks) {
      ownLimits.forEach(
          (name, limit) -> {
            String pointer = "/ownLimits/" + name;
            checks.that(
                List.of(MODELS, BYTES).contains(name),
                pointer,
                "is not a known field; known are bytes, models");
            limit.ifPresent(
                number ->
                    checks.that(
                        number >= 0 && number <= Quota.MAX,
                        pointer,
                        "must be from 0 to %d, or null for what holds for all"
                            .formatted(Quota.MAX)));
          });
    }

    OwnLimits applied(OwnLimits now) {
      return new OwnLimits(
          ownLimits.getOrDefault(MODELS, now.models()), ownLimits.getOrDefault(BYTES, now.bytes()));
    }
  }

  private Reply list(Call call) {
    Page<Account> page = accounts.list(call.query().cursor(AccountId::of), call.query().limit());
    Map<AccountId, Standing> standings = quotas.of(page.items());
    return Reply.ok(page.map(account -> PersonJson.of(account, standings.get(account.id()))));
  }

  private Reply change(Call call) {
    AccountId id = call.id("account", AccountId::of);
    AccountChange wanted = call.json(AccountChange.class);
    return quotas
        .change(id, wanted::applied)
        .map(account -> Reply.ok(PersonJson.of(account, quotas.of(account))))
        .orElseGet(
            () ->
                Reply.problem(HttpProblems.NOT_FOUND.because("There is no account with this id.")));
  }
}
