package sorrel.platform.serialization;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sorrel.kernel.ModelId;

/** The journal's names of the tests' events. */
public final class FruitEventNames implements EventNames {
  /** Something that happened to a fruit. */
  public record FruitPicked(ModelId model, Fruit fruit, Optional<String> note) {}

  /** The state that such events make. */
  public record Basket(List<Fruit> fruits) {
    public Basket {
      fruits = List.copyOf(fruits);
    }
  }

  @Override
  public Map<String, Class<? extends Record>> names() {
    return Map.of("fruit-picked/1", FruitPicked.class, "basket/1", Basket.class);
  }

  @Override
  public Set<Class<?>> sealedTypes() {
    return Set.of(Fruit.class);
  }
}
