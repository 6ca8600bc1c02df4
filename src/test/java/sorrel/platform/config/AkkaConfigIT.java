package sorrel.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.http.javadsl.settings.ServerSettings;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import sorrel.kernel.ModelId;
import sorrel.platform.cluster.Membership;
import sorrel.platform.persistence.Journal;
import sorrel.platform.persistence.TestDatabase;
import sorrel.platform.serialization.CborMessage;
import sorrel.platform.serialization.Fruit;
import sorrel.platform.serialization.FruitEventNames;
import sorrel.platform.serialization.FruitEventNames.Basket;
import sorrel.platform.serialization.FruitEventNames.FruitPicked;

final class AkkaConfigIT {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path folder;

  sealed interface Command extends CborMessage {}

  record Pick(FruitPicked event, ActorRef<Reply> replyTo) implements Command {}

  record Look(ActorRef<Reply> replyTo) implements Command {}

  record Reply(int fruits) implements CborMessage {}

  record Message(ModelId model, Map<ModelId, Integer> counts, Optional<Duration> after)
      implements CborMessage {}

  @Test
  void events_outlive_the_actor_system_under_their_own_names() throws Exception {
    FruitPicked event = new FruitPicked(ModelId.next(), new Fruit.Apple(120), Optional.of("ripe"));

    assertThat(ask(replyTo -> new Pick(event, replyTo))).isEqualTo(1);
    assertThat(ask(replyTo -> new Pick(event, replyTo))).isEqualTo(2);
    assertThat(ask(Look::new)).isEqualTo(2);

    assertThat(manifests("event_journal", "event_ser_manifest")).containsOnly("fruit-picked/1");
    assertThat(manifests("snapshot", "snapshot_ser_manifest")).containsOnly("basket/1");
    assertThat(new Journal(DATABASE.database()).highestSequenceNumbers("Basket|"))
        .isEqualTo(Map.of("Basket|one", 2L));
  }

  @Test
  void a_process_alone_is_a_cluster_and_sends_the_kernels_words() throws Exception {
    ActorTestKit kit = kit(Map.of("roles", "http,model"));
    try {
      Membership.begin(kit.system(), Settings.of(Map.of()).cluster());
      Cluster cluster = Cluster.get(kit.system());
      TestProbe<Object> probe = kit.createTestProbe();
      probe.awaitAssert(
          Duration.ofSeconds(20),
          () -> {
            assertThat(cluster.selfMember().status()).isEqualTo(MemberStatus.up());
            return true;
          });
      assertThat(cluster.selfMember().getRoles()).contains("http", "model");
      assertThat(cluster.selfMember().getRoles()).doesNotContain("runner");

      ModelId model = ModelId.next();
      Message message = new Message(model, Map.of(model, 2), Optional.of(Duration.ofSeconds(3)));
      assertThat(copy(kit.system(), message)).isEqualTo(message);
    } finally {
      kit.shutdownTestKit();
    }
  }

  @Test
  void limits_of_http_reach_akka() throws IOException {
    Config config = config(Map.of("http.body-max", "1 MiB", "http.max-connections", "7"));
    ServerSettings http = ServerSettings.create(config);

    assertThat(http.getMaxConnections()).isEqualTo(7);
    assertThat(http.getBacklog()).isEqualTo(16_384);
    assertThat(http.getParserSettings().getMaxContentLength()).isEqualTo(1 << 20);
    assertThat(http.getTimeouts().requestTimeout().toString()).isEqualTo("20000 milliseconds");
    assertThat(http.getTimeouts().idleTimeout().toString()).isEqualTo("60000 milliseconds");
    assertThat(http.getServerHeader()).isEmpty();
  }

  /** Asks the entity in an actor system of its own. */
  private int ask(java.util.function.Function<ActorRef<Reply>, Command> command)
      throws IOException {
    ActorTestKit kit = kit(Map.of());
    try {
      TestProbe<Reply> probe = kit.createTestProbe();
      kit.spawn(new BasketEntity()).tell(command.apply(probe.ref()));
      return probe.receiveMessage(Duration.ofSeconds(20)).fruits();
    } finally {
      kit.shutdownTestKit();
    }
  }

  private ActorTestKit kit(Map<String, String> overrides) throws IOException {
    return ActorTestKit.create("AkkaConfigIT", config(overrides));
  }

  private Config config(Map<String, String> overrides) throws IOException {
    Path file = folder.resolve("events.conf");
    String names = FruitEventNames.class.getName();
    Files.writeString(file, "sorrel.serialization.events += \"" + names + "\"");
    Settings settings = Settings.load(Optional.of(file), overrides);
    return AkkaConfig.of(settings, DATABASE.address(), false);
  }

  private static Object copy(ActorSystem<?> system, Object message) throws Exception {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
    var serializer = serialization.findSerializerFor(message);
    byte[] bytes = serializer.toBinary(message);
    return serialization
        .deserialize(bytes, serializer.identifier(), Serializers.manifestFor(serializer, message))
        .get();
  }

  private static List<String> manifests(String table, String column) {
    return DATABASE
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select " + column + " from " + table)
                    .mapTo(String.class)
                    .list());
  }

  /** Keeps fruits. */
  private static final class BasketEntity
      extends EventSourcedBehavior<Command, FruitPicked, Basket> {
    BasketEntity() {
      super(PersistenceId.of("Basket", "one"));
    }

    @Override
    public Basket emptyState() {
      return new Basket(List.of());
    }

    @Override
    public CommandHandler<Command, FruitPicked, Basket> commandHandler() {
      return (state, command) ->
          switch (command) {
            case Pick(FruitPicked event, ActorRef<Reply> replyTo) ->
                Effect()
                    .persist(event)
                    .thenReply(replyTo, after -> new Reply(after.fruits().size()));
            case Look(ActorRef<Reply> replyTo) ->
                Effect().reply(replyTo, new Reply(state.fruits().size()));
          };
    }

    @Override
    public EventHandler<Basket, FruitPicked> eventHandler() {
      return (state, event) ->
          new Basket(Stream.concat(state.fruits().stream(), Stream.of(event.fruit())).toList());
    }

    @Override
    public boolean shouldSnapshot(Basket state, FruitPicked event, long sequenceNumber) {
      return sequenceNumber % 2 == 0;
    }
  }
}
