package sorrel.inference.store;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.ModelId;

/** Models that stay in memory, by the word of an administrator. Blocking. */
public final class Pins {
  private final Jdbi jdbi;

  public Pins(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** May be repeated. */
  public void add(ModelId model) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into pins (model_id) values (?) on conflict do nothing", model.value()));
  }

  /** May be repeated. */
  public void remove(ModelId model) {
    jdbi.useHandle(handle -> handle.execute("delete from pins where model_id = ?", model.value()));
  }

  /** All, the oldest first. */
  public List<ModelId> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select model_id from pins order by created_at, model_id")
                .mapTo(UUID.class)
                .map(ModelId::new)
                .list());
  }
}
