package sorrel.inference.actor;

import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.Optional;
import sorrel.model.domain.Version;

/** Hears how a model's server gets on, on its thread: must be quick. */
public interface ServerObserver {
  /** A request came. */
  void asked(boolean inMemory);

  /**
   * A version is in memory.
   *
   * @param bytes that it holds, about
   * @param pinned whether it is to stay
   */
  void loaded(long bytes, boolean pinned);

  /** The model wants to be answered with this version. */
  void wanted(Optional<Version> version);

  /** Another node asks for the model often, and would have a server of its own. */
  void near(ActorRef<ReplicaHost.Message> host);

  /** So it went since the last time; about every second while it is asked. */
  void went(Went went);

  /** The server is gone. */
  void gone();

  /**
   * How a server got on for a while.
   *
   * @param busy the share of the time in which it computed, 0 to 1
   * @param waited how long requests waited before they were computed, on average
   * @param queued requests that waited at once, at most
   */
  record Went(double busy, Duration waited, int queued) {}
}
