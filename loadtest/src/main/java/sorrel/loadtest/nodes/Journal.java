package sorrel.loadtest.nodes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import sorrel.platform.config.DatabaseAddress;

/** The events that are written down, as rows of the database. */
public record Journal(DatabaseAddress database) {
  /**
   * What was found.
   *
   * @param events how many there are
   * @param writers how many lives of actors have written them
   * @param faults sentences, of numbers that are missing and writers that write in turns
   */
  public record Found(long events, long writers, List<String> faults) {
    public Found {
      faults = List.copyOf(faults);
    }
  }

  /**
   * Reads all. A single history has every number once, and each writer's events behind each other:
   * one that writes again after another has begun lived at the same time as it.
   */
  public Found read() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(database.url(), database.user(), database.password());
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select persistence_id, sequence_number, writer from event_journal"
                    + " order by persistence_id, sequence_number")) {
      return found(rows);
    }
  }

  private static Found found(ResultSet rows) throws SQLException {
    List<String> faults = new ArrayList<>();
    Set<String> earlier = new HashSet<>();
    String id = "";
    String writer = "";
    long number = 0;
    long events = 0;
    long writers = 0;
    while (rows.next()) {
      events++;
      boolean same = rows.getString("persistence_id").equals(id);
      id = rows.getString("persistence_id");
      if (!same) {
        earlier.clear();
        writer = "";
      } else if (rows.getLong("sequence_number") != number + 1) {
        faults.add("%s: event %d is missing".formatted(id, number + 1));
      }
      number = rows.getLong("sequence_number");
      if (!rows.getString("writer").equals(writer)) {
        writer = rows.getString("writer");
        writers++;
        if (!earlier.add(writer)) {
          faults.add("%s: two write in turns at event %d".formatted(id, number));
        }
      }
    }
    return new Found(events, writers, faults);
  }
}
