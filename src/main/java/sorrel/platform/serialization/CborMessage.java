package sorrel.platform.serialization;

/**
 * A message between actors on different nodes, sent as CBOR by Akka's Jackson serializer.
 *
 * <p>A sealed protocol extends it once. Nodes of two builds exchange them during an upgrade, so
 * {@code upgrades.md} says what may change from one release to the next. What is kept for years is
 * an event, with a name in {@link EventNames}. A field of a sealed type needs {@link SealedTypes}.
 */
public interface CborMessage {}
