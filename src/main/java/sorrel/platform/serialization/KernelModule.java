package sorrel.platform.serialization;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.function.Function;
import sorrel.kernel.AccountId;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.InvitationId;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.kernel.Sha256;
import sorrel.kernel.TaskId;
import sorrel.kernel.TokenId;

/**
 * The kernel's words in JSON: ids and hashes are texts, as values and as keys of maps; the kernel's
 * other records are objects by their components. Constants of every enum are written {@code
 * like-this}.
 */
public final class KernelModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public KernelModule() {
    super("sorrel-kernel");
    text(AccountId.class, AccountId::of);
    text(ClassId.class, ClassId::of);
    text(ImageId.class, ImageId::of);
    text(ModelId.class, ModelId::of);
    text(RunId.class, RunId::of);
    text(InvitationId.class, InvitationId::of);
    text(TaskId.class, TaskId::of);
    text(TokenId.class, TokenId::of);
    text(Sha256.class, Sha256::new);
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    context.insertAnnotationIntrospector(new KebabEnums());
  }

  private <T> void text(Class<T> type, Function<String, T> parse) {
    addSerializer(type, new TextSerializer<>(type));
    addDeserializer(type, new TextDeserializer<>(type, parse));
    addKeySerializer(type, new KeySerializer<>());
    addKeyDeserializer(type, new TextKeyDeserializer(type, parse));
  }

  private static final class TextSerializer<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    TextSerializer(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }

  private static final class KeySerializer<T> extends JsonSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeFieldName(value.toString());
    }
  }

  private static final class TextDeserializer<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    TextDeserializer(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (!json.hasToken(JsonToken.VALUE_STRING)) {
        throw context.wrongTokenException(
            json, handledType(), JsonToken.VALUE_STRING, "a text is needed");
      }
      try {
        return parse.apply(json.getText());
      } catch (IllegalArgumentException malformed) {
        throw context.weirdStringException(json.getText(), handledType(), malformed.getMessage());
      }
    }
  }

  private static final class TextKeyDeserializer extends KeyDeserializer {
    private final Class<?> type;
    private final Function<String, ?> parse;

    TextKeyDeserializer(Class<?> type, Function<String, ?> parse) {
      this.type = type;
      this.parse = parse;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      try {
        return parse.apply(key);
      } catch (IllegalArgumentException malformed) {
        throw context.weirdKeyException(type, key, malformed.getMessage());
      }
    }
  }
}
