package sorrel.dataset.store;

import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;
import sorrel.dataset.domain.BinChoice;
import sorrel.kernel.ImageId;

/** A choice of removed pictures as a condition on their rows. */
record Chosen(BinChoice choice) {
  static Chosen of(BinChoice choice) {
    return new Chosen(choice);
  }

  String condition() {
    return switch (choice) {
      case BinChoice.All _ -> "true";
      case BinChoice.OfClass _ -> "class_id = :class";
      case BinChoice.Some _ -> "id = any(:ids)";
    };
  }

  /** Binds what the condition takes. */
  <S extends SqlStatement<S>> S bind(S statement) {
    return switch (choice) {
      case BinChoice.All _ -> statement;
      case BinChoice.OfClass(var classId) -> statement.bind("class", classId.value());
      case BinChoice.Some(var images) ->
          statement.bindArray("ids", UUID.class, images.stream().map(ImageId::value).toList());
    };
  }
}
