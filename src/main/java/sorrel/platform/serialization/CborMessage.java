package sorrel.platform.serialization;

/**
 * A message between actors on different nodes, sent as CBOR by Akka's Jackson serializer.
 *
 * <p>A sealed protocol extends it once. All nodes run the same release while it matters, so such
 * messages need no stable names; what is kept for years is an event, with a name in {@link
 * EventNames}. A field of a sealed type needs {@link SealedTypes}.
 */
public interface CborMessage {}
