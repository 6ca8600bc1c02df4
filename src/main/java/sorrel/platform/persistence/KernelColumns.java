package sorrel.platform.persistence;

import java.sql.Types;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.spi.JdbiPlugin;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.Id;
import sorrel.kernel.ImageId;
import sorrel.kernel.InvitationId;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.kernel.TokenId;

/** The kernel's words as SQL: ids are {@code uuid}, a SHA-256 is {@code bytea} of 32 bytes. */
final class KernelColumns implements JdbiPlugin {
  @Override
  public void customizeJdbi(Jdbi jdbi) {
    jdbi.registerArgument(new UuidArgument());
    id(jdbi, AccountId.class, AccountId::new);
    id(jdbi, ClassId.class, ClassId::new);
    id(jdbi, ImageId.class, ImageId::new);
    id(jdbi, ModelId.class, ModelId::new);
    id(jdbi, RunId.class, RunId::new);
    id(jdbi, InvitationId.class, InvitationId::new);
    id(jdbi, TaskId.class, TaskId::new);
    id(jdbi, TokenId.class, TokenId::new);
    jdbi.registerArgument(new HashArgument());
    ColumnMapper<Sha256> hash =
        (rows, column, context) -> {
          byte[] bytes = rows.getBytes(column);
          return bytes == null ? null : Sha256.ofBytes(bytes);
        };
    jdbi.registerColumnMapper(Sha256.class, hash);
  }

  private static <T extends Record & Id> void id(
      Jdbi jdbi, Class<T> type, Function<UUID, T> constructor) {
    jdbi.registerArgument(new IdArgument<>(type));
    ColumnMapper<T> mapper =
        (rows, column, context) -> {
          UUID uuid = rows.getObject(column, UUID.class);
          return uuid == null ? null : constructor.apply(uuid);
        };
    jdbi.registerColumnMapper(type, mapper);
  }

  /** Jdbi's own would send a null as text, which a column of type uuid refuses. */
  private static final class UuidArgument extends AbstractArgumentFactory<UUID> {
    UuidArgument() {
      super(Types.OTHER);
    }

    @Override
    protected Argument build(UUID value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setObject(position, value);
    }
  }

  private static final class IdArgument<T extends Record & Id>
      implements org.jdbi.v3.core.argument.ArgumentFactory.Preparable {
    private final Class<T> type;

    IdArgument(Class<T> type) {
      this.type = type;
    }

    @Override
    public java.util.Optional<Function<Object, Argument>> prepare(
        java.lang.reflect.Type asked, ConfigRegistry config) {
      return asked.equals(type)
          ? java.util.Optional.of(IdArgument::argument)
          : java.util.Optional.empty();
    }

    private static Argument argument(Object value) {
      return (position, statement, context) -> {
        if (value == null) {
          statement.setNull(position, Types.OTHER);
        } else {
          statement.setObject(position, ((Id) value).value());
        }
      };
    }
  }

  private static final class HashArgument extends AbstractArgumentFactory<Sha256> {
    HashArgument() {
      super(Types.BINARY);
    }

    @Override
    protected Argument build(Sha256 value, ConfigRegistry config) {
      return (position, statement, context) -> statement.setBytes(position, value.bytes());
    }
  }
}
