package sorrel.platform.serialization;

import akka.actor.ExtendedActorSystem;
import akka.serialization.SerializerWithStringManifest;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.UncheckedIOException;

/**
 * Keeps events and states as JSON under the names of {@link EventNames}, so that renaming a class
 * or moving it loses nothing. Akka makes it, by {@code akka.actor.serializers}.
 */
public final class EventSerializer extends SerializerWithStringManifest {
  /** Written beside every event: must never change. */
  static final int IDENTIFIER = 7301;

  private final EventRegistry registry;

  public EventSerializer(ExtendedActorSystem system) {
    this(EventRegistry.of(system.settings().config()));
  }

  EventSerializer(EventRegistry registry) {
    this.registry = registry;
  }

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object event) {
    return registry
        .name(event.getClass())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    event.getClass().getName()
                        + " has no name for the journal. Add one to its context's EventNames."));
  }

  @Override
  public byte[] toBinary(Object event) {
    manifest(event);
    try {
      return registry.mapper().writeValueAsBytes(event);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
    Class<? extends Record> type =
        registry
            .type(manifest)
            .orElseThrow(
                () ->
                    new NotSerializableException(
                        "The journal holds \""
                            + manifest
                            + "\", which this release does not know. A newer one wrote it."));
    try {
      return registry.mapper().readValue(bytes, type);
    } catch (IOException malformed) {
      NotSerializableException failure =
          new NotSerializableException("A \"" + manifest + "\" in the journal cannot be read");
      failure.initCause(malformed);
      throw failure;
    }
  }
}
