package sorrel.platform.serialization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SealedTypesTest {
  private final JsonMapper json = Json.mapper();

  sealed interface Open permits NotARecord {}

  static final class NotARecord implements Open {}

  sealed interface Twins permits One.Same, Two.Same {}

  static final class One {
    private One() {}

    record Same() implements Twins {}
  }

  static final class Two {
    private Two() {}

    record Same() implements Twins {}
  }

  sealed interface Shape permits Disc {}

  record Disc(double radius) implements Shape {}

  @Test
  void records_of_a_sealed_type_are_named() throws Exception {
    SealedTypes.register(json, Fruit.class);
    List<Fruit> fruits =
        List.of(new Fruit.Apple(120), new Fruit.BloodOrange(true), new Fruit.HazelNut());
    TypeReference<List<Fruit>> type = new TypeReference<>() {};

    String text = json.writerFor(type).writeValueAsString(fruits);

    assertThat(text)
        .isEqualTo(
            "[{\"type\":\"apple\",\"grams\":120},{\"type\":\"blood-orange\",\"peeled\":true},"
                + "{\"type\":\"hazel-nut\"}]");
    assertThat(json.readValue(text, type)).isEqualTo(fruits);
  }

  @Test
  void several_sealed_types_can_be_registered() throws Exception {
    SealedTypes.register(json, Fruit.class);
    SealedTypes.register(json, Shape.class);

    assertThat(json.readValue("{\"type\":\"apple\",\"grams\":1}", Fruit.class))
        .isEqualTo(new Fruit.Apple(1));
    assertThat(json.readValue("{\"type\":\"disc\",\"radius\":2.0}", Shape.class))
        .isEqualTo(new Disc(2));
  }

  @Test
  void an_unknown_name_is_refused() {
    SealedTypes.register(json, Fruit.class);

    assertThatThrownBy(() -> json.readValue("{\"type\":\"pear\"}", Fruit.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("pear");
  }

  @Test
  void what_cannot_be_named_is_refused() {
    assertThatThrownBy(() -> SealedTypes.names(String.class)).hasMessageContaining("is not sealed");
    assertThatThrownBy(() -> SealedTypes.names(Open.class)).hasMessageContaining("is not a record");
    assertThatThrownBy(() -> SealedTypes.names(Twins.class))
        .hasMessageContaining("have the same name in JSON");
  }
}
