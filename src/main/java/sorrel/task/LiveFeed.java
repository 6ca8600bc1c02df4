package sorrel.task;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.pubsub.Topic;
import akka.stream.OverflowStrategy;
import akka.stream.javadsl.BroadcastHub;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.stream.typed.javadsl.ActorSource;
import sorrel.kernel.AccountId;

/** Carries live events from where they happen to every node whose pages show them. */
public final class LiveFeed {
  /** Events a slow page may lag behind before it misses some. */
  private static final int BUFFER = 256;

  private final ActorRef<Topic.Command<LiveEvent>> topic;
  private final Source<LiveEvent, NotUsed> hub;

  public LiveFeed(ActorSystem<?> system) {
    topic =
        system.systemActorOf(Topic.create(LiveEvent.class, "live"), "live-topic", Props.empty());
    var feed =
        ActorSource.<LiveEvent>actorRef(
                event -> false,
                event -> java.util.Optional.empty(),
                BUFFER,
                OverflowStrategy.dropHead())
            .toMat(BroadcastHub.of(LiveEvent.class, BUFFER), Keep.both())
            .run(system);
    hub = feed.second();
    // The hub stalls its source while nobody listens but a first subscriber; this one drops.
    hub.runWith(Sink.ignore(), system);
    topic.tell(Topic.subscribe(feed.first()));
  }

  public void publish(LiveEvent event) {
    topic.tell(Topic.publish(event));
  }

  /** Events of an account from now on; one that reads too slowly misses some. */
  public Source<LiveEvent, NotUsed> of(AccountId account) {
    return hub.filter(event -> event.account().equals(account))
        .buffer(BUFFER, OverflowStrategy.dropHead());
  }
}
