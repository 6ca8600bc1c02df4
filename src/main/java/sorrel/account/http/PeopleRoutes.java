package sorrel.account.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sorrel.account.Accounts;
import sorrel.account.Holdings;
import sorrel.account.Holdings.Holding;
import sorrel.account.domain.Account;
import sorrel.kernel.AccountId;
import sorrel.kernel.Page;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/** The list of {@code /accounts}, with what each has on the server. */
public final class PeopleRoutes implements Endpoint.Resource {
  private final Accounts accounts;
  private final Holdings holdings;

  public PeopleRoutes(Accounts accounts, Holdings holdings) {
    this.accounts = accounts;
    this.holdings = holdings;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ADMINISTRATOR, "/api/v1/accounts").paged().blocking(this::list));
  }

  /** An account as administrators see it. */
  record PersonJson(
      AccountId id,
      String email,
      boolean administrator,
      Instant createdAt,
      long models,
      long pictures,
      long bytes) {
    static PersonJson of(Account account, Holding holding) {
      return new PersonJson(
          account.id(),
          account.email().value(),
          account.administrator(),
          account.createdAt(),
          holding.models(),
          holding.pictures(),
          holding.bytes());
    }
  }

  private Reply list(Call call) {
    Page<Account> page = accounts.list(call.query().cursor(AccountId::of), call.query().limit());
    Map<AccountId, Holding> held =
        holdings.of(page.items().stream().map(Account::id).collect(Collectors.toSet()));
    return Reply.ok(
        page.map(
            account -> PersonJson.of(account, held.getOrDefault(account.id(), Holding.NOTHING))));
  }
}
