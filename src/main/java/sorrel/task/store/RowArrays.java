package sorrel.task.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Gives a statement the next of its parameters: one array a column, however many rows. */
final class RowArrays {
  private final Connection connection;
  private final PreparedStatement statement;
  private int parameters;

  /** Begins with the first parameter. */
  RowArrays(Connection connection, PreparedStatement statement) {
    this.connection = connection;
    this.statement = statement;
  }

  /**
   * Adds a column.
   *
   * @param type of its elements, as PostgreSQL calls it
   * @param of makes the array; its class decides how the elements travel
   * @param value of a row, or null
   */
  <R, V> void add(String type, List<R> rows, IntFunction<V[]> of, Function<R, V> value)
      throws SQLException {
    V[] values = rows.stream().map(value).toArray(of);
    statement.setArray(++parameters, connection.createArrayOf(type, values));
  }
}
