package sorrel.platform.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.io.NotSerializableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.FruitEventNames.Basket;
import sorrel.platform.serialization.FruitEventNames.FruitPicked;

final class EventSerializerTest {
  private final EventSerializer serializer =
      new EventSerializer(new EventRegistry(List.of(new FruitEventNames())));

  private final ModelId model = ModelId.of("01939d5e-0b5a-7c3e-8a3f-0123456789ab");
  private final FruitPicked event = new FruitPicked(model, new Fruit.Apple(120), Optional.empty());

  @Test
  void an_event_is_json_under_its_name() throws Exception {
    assertThat(serializer.manifest(event)).isEqualTo("fruit-picked/1");
    assertThat(new String(serializer.toBinary(event), UTF_8))
        .isEqualTo(
            "{\"model\":\"01939d5e-0b5a-7c3e-8a3f-0123456789ab\","
                + "\"fruit\":{\"type\":\"apple\",\"grams\":120}}");
    assertThat(serializer.fromBinary(serializer.toBinary(event), "fruit-picked/1"))
        .isEqualTo(event);
  }

  @Test
  void a_state_comes_back() throws Exception {
    Basket basket = new Basket(List.of(new Fruit.HazelNut()));

    assertThat(serializer.fromBinary(serializer.toBinary(basket), "basket/1")).isEqualTo(basket);
  }

  @Test
  void a_class_without_a_name_is_refused() {
    assertThatThrownBy(() -> serializer.toBinary(new Fruit.Apple(1)))
        .hasMessageContaining("Fruit$Apple has no name for the journal");
  }

  @Test
  void an_unknown_name_is_said_to_be_newer() {
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "fruit-eaten/1"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("\"fruit-eaten/1\", which this release does not know");
  }

  @Test
  void a_payload_that_cannot_be_read_names_its_event() {
    assertThatThrownBy(() -> serializer.fromBinary("{}".getBytes(UTF_8), "fruit-picked/1"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("\"fruit-picked/1\" in the journal cannot be read");
  }

  @Test
  void a_name_or_a_record_may_come_once_only() {
    assertThatThrownBy(
            () -> new EventRegistry(List.of(new FruitEventNames(), new FruitEventNames())))
        .hasMessageContaining("named twice");
  }

  @Test
  void a_name_without_a_number_is_refused() {
    EventNames wrong = () -> Map.of("FruitPicked", FruitPicked.class);

    assertThatThrownBy(() -> new EventRegistry(List.of(wrong)))
        .hasMessageContaining("one looks like model-created/1");
  }

  @Test
  void contexts_are_listed_in_the_configuration() {
    String name = FruitEventNames.class.getName();

    assertThat(
            EventRegistry.of(ConfigFactory.parseMap(Map.of(EventRegistry.KEY, List.of(name))))
                .name(FruitPicked.class))
        .contains("fruit-picked/1");
    assertThatThrownBy(
            () ->
                EventRegistry.of(
                    ConfigFactory.parseMap(Map.of(EventRegistry.KEY, List.of("none.Such")))))
        .hasMessageContaining("none.Such in sorrel.serialization.events");
  }
}
