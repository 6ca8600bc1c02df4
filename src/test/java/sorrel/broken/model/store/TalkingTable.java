package sorrel.broken.model.store;

import akka.actor.typed.ActorRef;
import org.flywaydb.core.Flyway;

/** A fixture: a table that knows Akka and migrates itself. */
public record TalkingTable(ActorRef<String> actor, Flyway flyway) {}
