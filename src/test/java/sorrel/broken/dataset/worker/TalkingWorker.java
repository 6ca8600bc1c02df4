package sorrel.broken.dataset.worker;

import akka.actor.typed.ActorRef;

/** A fixture: a worker that knows Akka. */
record TalkingWorker(ActorRef<String> actor) {}
