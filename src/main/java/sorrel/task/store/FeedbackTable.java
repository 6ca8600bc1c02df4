package sorrel.task.store;

import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import sorrel.kernel.ModelId;
import sorrel.task.domain.Feedback;

/** Counts what verdicts say of a model. */
public final class FeedbackTable {
  private static final int DAYS_MAX = 90;
  private static final int CORRECTIONS_MAX = 50;

  private final Jdbi jdbi;

  public FeedbackTable(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  public Feedback of(ModelId model) {
    return jdbi.inTransaction(
        handle -> {
          Query all =
              handle.createQuery(
                  """
                  select count(*) as reviewed,
                    count(*) filter (where (verdict ->> 'agree')::boolean) as correct
                  from tasks where model_id = :model and verdict is not null
                  """);
          Query days =
              handle
                  .createQuery(
                      """
                      select (created_at at time zone 'UTC')::date as day, count(*) as reviewed,
                        count(*) filter (where (verdict ->> 'agree')::boolean) as correct
                      from tasks where model_id = :model and verdict is not null
                      group by day order by day desc limit :rows
                      """)
                  .bind("rows", DAYS_MAX);
          Query corrections =
              handle
                  .createQuery(
                      """
                      select result ->> 'class' as predicted, verdict ->> 'label' as correct,
                        count(*) as times
                      from tasks where model_id = :model and verdict is not null
                        and not (verdict ->> 'agree')::boolean
                        and result ->> 'class' <> verdict ->> 'label'
                      group by 1, 2 order by times desc, 1, 2 limit :rows
                      """)
                  .bind("rows", CORRECTIONS_MAX);
          return new Feedback(
              all.bind("model", model.value())
                  .map(
                      (row, context) ->
                          new Feedback.Tally(row.getLong("reviewed"), row.getLong("correct")))
                  .one(),
              days(days.bind("model", model.value())),
              corrections
                  .bind("model", model.value())
                  .map(
                      (row, context) ->
                          new Feedback.Correction(
                              row.getString("predicted"),
                              row.getString("correct"),
                              row.getLong("times")))
                  .list());
        });
  }

  private static List<Feedback.Day> days(Query query) {
    return query
        .map(
            (row, context) ->
                new Feedback.Day(
                    row.getObject("day", LocalDate.class),
                    new Feedback.Tally(row.getLong("reviewed"), row.getLong("correct"))))
        .list();
  }
}
