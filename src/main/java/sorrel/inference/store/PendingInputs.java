package sorrel.inference.store;

import java.sql.Timestamp;
import java.time.Duration;
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
  /** Read at once; each may have a few hundred kilobytes. */
  private static final int PAGE = 100;

  private final Jdbi jdbi;
  private final UUID node;
  private final Duration silent;

  /**
   * Those of all nodes, seen from one.
   *
   * @param node this one
   * @param silent how long a node may say nothing before its classifications are taken over
   */
  public PendingInputs(Jdbi jdbi, UUID node, Duration silent) {
    this.jdbi = jdbi;
    this.node = node;
    this.silent = silent;
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
                "insert into pending_inputs values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                pending.task().value(),
                pending.account().value(),
                pending.model().value(),
                pending.pixels(),
                Timestamp.from(pending.createdAt()),
                node));
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

  /**
   * Takes over accepted classifications whose node has left or fallen silent, the oldest first.
   *
   * @return at most some hundred of them
   */
  public List<Pending> adopt() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update pending_inputs set node = :me where task_id in (
                      select task_id from pending_inputs p
                      where node is distinct from :me and not exists (
                        select 1 from nodes n where n.id = p.node
                          and n.heard_at >= now() - make_interval(secs => :silent))
                      order by task_id limit :n for update skip locked)
                    returning task_id, account_id, model_id, pixels, created_at
                    """)
                .bind("me", node)
                .bind("silent", silent.toSeconds())
                .bind("n", PAGE)
                .map(
                    (row, _) ->
                        new Pending(
                            new TaskId(row.getObject("task_id", UUID.class)),
                            new AccountId(row.getObject("account_id", UUID.class)),
                            new ModelId(row.getObject("model_id", UUID.class)),
                            row.getBytes("pixels"),
                            row.getTimestamp("created_at").toInstant()))
                .list());
  }
}
