package sorrel.platform.serialization;

/** A sealed type of the tests. */
public sealed interface Fruit {
  record Apple(int grams) implements Fruit {}

  record BloodOrange(boolean peeled) implements Fruit {}

  sealed interface Nut extends Fruit permits HazelNut {}

  record HazelNut() implements Nut {}
}
