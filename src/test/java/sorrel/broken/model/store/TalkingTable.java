package sorrel.broken.model.store;

import akka.actor.typed.ActorRef;
import org.flywaydb.core.Flyway;
import software.amazon.awssdk.services.s3.S3Client;

/** A fixture: a table that knows Akka, migrates itself and opens buckets. */
public record TalkingTable(ActorRef<String> actor, Flyway flyway, S3Client bucket) {}
