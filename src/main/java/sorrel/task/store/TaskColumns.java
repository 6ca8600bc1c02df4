package sorrel.task.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The columns that hold JSON. */
public record TaskColumns(ObjectMapper mapper) {
  String write(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a record that cannot be written as JSON", fault);
    }
  }

  <T> T read(String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException fault) {
      throw new IllegalStateException("a column that is not what was written: " + type, fault);
    }
  }
}
