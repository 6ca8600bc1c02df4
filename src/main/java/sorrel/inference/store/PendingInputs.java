package sorrel.inference.store;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.kernel.TaskId;

/**
 * Keeps what an asynchronous classification needs until it is answered, whatever dies meanwhile.
 */
public final class PendingInputs {
  /** Read at once when a node starts; each may have a few hundred kilobytes. */
  private static final int PAGE = 100;

  private final Jdbi jdbi;

  public PendingInputs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * An accepted classification.
   *
   * @param pixels the model's input
   */
  public record Pending(
      TaskId task, AccountId account, ModelId model, byte[] pixels, Instant createdAt) {}

  public void add(Pending pending) {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into pending_inputs values (?, ?, ?, ?, ?) on conflict do nothing",
                pending.task().value(),
                pending.account().value(),
                pending.model().value(),
                pending.pixels(),
                Timestamp.from(pending.createdAt())));
  }

  public void remove(TaskId task) {
    jdbi.useHandle(
        handle -> handle.execute("delete from pending_inputs where task_id = ?", task.value()));
  }

  /** Removes what a deleted model leaves. */
  public void erase(ModelId model) {
    jdbi.useHandle(
        handle -> handle.execute("delete from pending_inputs where model_id = ?", model.value()));
  }

  /** The next accepted classifications after one, in the order of their ids. */
  public List<Pending> after(UUID last) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from pending_inputs where task_id > :last order by task_id limit :n")
                .bind("last", last)
                .bind("n", PAGE)
                .map(
                    (row, context) ->
                        new Pending(
                            new TaskId(row.getObject("task_id", UUID.class)),
                            new AccountId(row.getObject("account_id", UUID.class)),
                            new ModelId(row.getObject("model_id", UUID.class)),
                            row.getBytes("pixels"),
                            row.getTimestamp("created_at").toInstant()))
                .list());
  }
}
