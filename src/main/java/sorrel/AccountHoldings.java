package sorrel;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import sorrel.account.Holdings;
import sorrel.dataset.domain.DatasetSize;
import sorrel.dataset.store.DatasetSizes;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.model.store.ModelIndex;

/** What accounts have, from their models and these models' pictures. */
record AccountHoldings(ModelIndex models, DatasetSizes datasets) implements Holdings {
  @Override
  public Map<AccountId, Holding> of(Set<AccountId> accounts) {
    Map<ModelId, AccountId> owners = models.owners(accounts);
    Map<ModelId, DatasetSize> sizes = datasets.of(owners.keySet());
    Map<AccountId, Holding> holdings = new HashMap<>();
    owners.forEach(
        (model, owner) -> {
          DatasetSize size = sizes.getOrDefault(model, DatasetSize.EMPTY);
          holdings.merge(
              owner,
              new Holding(1, size.pictures(), size.allBytes(), size.binBytes()),
              AccountHoldings::sum);
        });
    return holdings;
  }

  private static Holding sum(Holding one, Holding other) {
    return new Holding(
        one.models() + other.models(),
        one.pictures() + other.pictures(),
        one.bytes() + other.bytes(),
        one.binBytes() + other.binBytes());
  }
}
