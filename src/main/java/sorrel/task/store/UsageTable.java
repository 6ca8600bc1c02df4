package sorrel.task.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.task.domain.AccountUsage;
import sorrel.task.domain.AnswerTimes;
import sorrel.task.domain.Span;
import sorrel.task.domain.UsageTally;
import sorrel.task.domain.UsageTally.Cell;
import sorrel.task.domain.UsageTally.ClassCell;
import sorrel.task.domain.UsageTotal;

/** Counts of use by hours and days; nodes add to the same rows. */
public final class UsageTable {
  /** Of an account's models, those told apart in a chart of its use. */
  private static final int MODELS_MAX = 20;

  private static final String ADD_TOTALS =
      """
      insert into usage_totals as known
        (model_id, span, start, account_id, answered, unknown, failed, millis, times)
      select model_id, span, start, account_id, answered, unknown, failed, millis, times::bigint[]
      from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::bigint[], ?::bigint[],
          ?::bigint[], ?::float8[], ?::text[])
        as row (model_id, span, start, account_id, answered, unknown, failed, millis, times)
      on conflict (model_id, span, start) do update set
        answered = known.answered + excluded.answered,
        unknown = known.unknown + excluded.unknown,
        failed = known.failed + excluded.failed,
        millis = known.millis + excluded.millis,
        times = array(
          select mine + more from unnest(known.times, excluded.times) with ordinality
            as both_times (mine, more, place) order by place)
      """;

  private static final String ADD_CLASSES =
      """
      insert into usage_classes as known (model_id, span, start, label, answered)
      select * from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::text[], ?::bigint[])
      on conflict (model_id, span, start, label) do update set
        answered = known.answered + excluded.answered
      """;

  /** Nodes that write at once take the rows in one order, so that none waits for the other. */
  private static final Comparator<Cell> ORDER =
      Comparator.comparing((Cell cell) -> cell.model().value())
          .thenComparing(Cell::span)
          .thenComparing(Cell::start);

  private final Jdbi jdbi;

  public UsageTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Adds what was counted, all or nothing. */
  public void add(UsageTally tally) {
    List<Map.Entry<Cell, UsageTotal>> totals =
        tally.totals().entrySet().stream().sorted(Map.Entry.comparingByKey(ORDER)).toList();
    List<Map.Entry<ClassCell, Long>> classes =
        tally.classes().entrySet().stream()
            .sorted(
                Map.Entry.comparingByKey(
                    Comparator.comparing(ClassCell::cell, ORDER).thenComparing(ClassCell::label)))
            .toList();
    jdbi.useTransaction(
        handle -> {
          try {
            addTotals(handle.getConnection(), totals);
            addClasses(handle.getConnection(), classes);
          } catch (SQLException failure) {
            throw new IllegalStateException("use could not be counted", failure);
          }
        });
  }

  private static void addTotals(Connection connection, List<Map.Entry<Cell, UsageTotal>> rows)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ADD_TOTALS)) {
      RowArrays arrays = new RowArrays(connection, statement);
      arrays.add("uuid", rows, UUID[]::new, row -> row.getKey().model().value());
      arrays.add("text", rows, String[]::new, row -> row.getKey().span().word());
      arrays.add(
          "timestamptz", rows, Timestamp[]::new, row -> Timestamp.from(row.getKey().start()));
      arrays.add("uuid", rows, UUID[]::new, row -> row.getValue().account().value());
      arrays.add("int8", rows, Long[]::new, row -> row.getValue().answered());
      arrays.add("int8", rows, Long[]::new, row -> row.getValue().unknown());
      arrays.add("int8", rows, Long[]::new, row -> row.getValue().failed());
      arrays.add("float8", rows, Double[]::new, row -> row.getValue().times().millis());
      arrays.add("text", rows, String[]::new, row -> literal(row.getValue().times().steps()));
      statement.executeUpdate();
    }
  }

  /** An array within an array of rows travels as text. */
  private static String literal(long[] values) {
    String list = Arrays.toString(values);
    return "{" + list.substring(1, list.length() - 1) + "}";
  }

  private static void addClasses(Connection connection, List<Map.Entry<ClassCell, Long>> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(ADD_CLASSES)) {
      RowArrays arrays = new RowArrays(connection, statement);
      arrays.add("uuid", rows, UUID[]::new, row -> row.getKey().cell().model().value());
      arrays.add("text", rows, String[]::new, row -> row.getKey().cell().span().word());
      arrays.add(
          "timestamptz",
          rows,
          Timestamp[]::new,
          row -> Timestamp.from(row.getKey().cell().start()));
      arrays.add("text", rows, String[]::new, row -> row.getKey().label());
      arrays.add("int8", rows, Long[]::new, Map.Entry::getValue);
      statement.executeUpdate();
    }
  }

  /** A model's periods since a time in which it was asked. */
  public Map<Instant, UsageTotal> totals(ModelId model, Span span, Instant since) {
    Map<Instant, UsageTotal> totals = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from usage_totals
                    where model_id = :model and span = :span and start >= :since
                    """)
                .bind("model", model.value())
                .bind("span", span.word())
                .bind("since", Timestamp.from(since))
                .map(
                    (row, _) ->
                        Map.entry(row.getTimestamp("start").toInstant(), UsageTable.total(row)))
                .forEach(each -> totals.put(each.getKey(), each.getValue())));
    return totals;
  }

  private static UsageTotal total(ResultSet row) throws SQLException {
    Long[] steps = (Long[]) row.getArray("times").getArray();
    return new UsageTotal(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getLong("answered"),
        row.getLong("unknown"),
        row.getLong("failed"),
        new AnswerTimes(
            row.getDouble("millis"), Arrays.stream(steps).mapToLong(Long::longValue).toArray()));
  }

  /**
   * How many pictures were of a class in a period.
   *
   * @param label empty for all classes but the most frequent ones together
   * @param rank of the class, 1 for the most frequent; the same in all periods
   */
  public record OfClass(Instant start, Optional<String> label, long rank, long answered) {}

  /** A model's periods since a time by class, with the most frequent classes told apart. */
  public List<OfClass> classes(ModelId model, Span span, Instant since, int classesMax) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with counted as (
                      select start, label, answered,
                        sum(answered) over (partition by label) as total
                      from usage_classes
                      where model_id = :model and span = :span and start >= :since
                    ), ranked as (
                      select *, dense_rank() over (order by total desc, label) as rank
                      from counted
                    )
                    select start, case when rank <= :classes then label end as label,
                      min(rank) as rank, sum(answered) as answered
                    from ranked group by 1, 2
                    """)
                .bind("model", model.value())
                .bind("span", span.word())
                .bind("since", Timestamp.from(since))
                .bind("classes", classesMax)
                .map(
                    (row, _) ->
                        new OfClass(
                            row.getTimestamp("start").toInstant(),
                            Optional.ofNullable(row.getString("label")),
                            row.getLong("rank"),
                            row.getLong("answered")))
                .list());
  }

  /** An account's days since a time by model, newest first, with the busiest models told apart. */
  public List<AccountUsage> days(AccountId account, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with counted as (
                      select *, sum(answered + failed) over (partition by model_id) as asked
                      from usage_totals
                      where account_id = :account and span = 'day' and start >= :since
                    ), ranked as (
                      select *, dense_rank() over (order by asked desc, model_id) as rank
                      from counted
                    )
                    select start, case when rank <= :models then model_id end as model,
                      sum(answered) as answered, sum(unknown) as unknown, sum(failed) as failed
                    from ranked group by 1, 2 order by start desc, answered desc, model
                    """)
                .bind("account", account.value())
                .bind("since", Timestamp.from(since))
                .bind("models", MODELS_MAX)
                .map(UsageTable::day)
                .list());
  }

  private static AccountUsage day(ResultSet row, StatementContext context) throws SQLException {
    return new AccountUsage(
        row.getTimestamp("start").toInstant(),
        Optional.ofNullable(row.getObject("model", UUID.class)).map(ModelId::new),
        row.getLong("answered"),
        row.getLong("unknown"),
        row.getLong("failed"));
  }

  /** Removes a model's counts. */
  public void erase(ModelId model) {
    jdbi.useTransaction(
        handle -> {
          handle.execute("delete from usage_totals where model_id = ?", model.value());
          handle.execute("delete from usage_classes where model_id = ?", model.value());
        });
  }

  /** Removes periods that began before what is shown. */
  public void removeOlder(Span span, Instant before) {
    jdbi.useTransaction(
        handle -> {
          removeOlder(handle, "usage_totals", span, before);
          removeOlder(handle, "usage_classes", span, before);
        });
  }

  private static void removeOlder(Handle handle, String table, Span span, Instant before) {
    handle.execute(
        "delete from " + table + " where span = ? and start < ?",
        span.word(),
        Timestamp.from(before));
  }
}
