package sorrel.dataset.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Binds rows as one array a column, so that one statement takes any number of them.
 *
 * @param <R> a row
 */
record ColumnArrays<R>(PreparedStatement statement, List<R> rows) {
  /** Binds a column; its values are null, or of a Java class that the driver knows for the type. */
  void set(int index, String type, Function<R, Object> column) throws SQLException {
    Connection connection = statement.getConnection();
    Object[] values = new Object[rows.size()];
    for (int row = 0; row < values.length; row++) {
      values[row] = column.apply(rows.get(row));
    }
    // The driver writes byte arrays in binary only where the array's own type says so.
    Object[] typed =
        type.equals("bytea")
            ? java.util.Arrays.copyOf(values, values.length, byte[][].class)
            : values;
    statement.setArray(index, connection.createArrayOf(type, typed));
  }
}
