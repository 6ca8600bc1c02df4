package sorrel.broken.kernel;

import akka.actor.typed.ActorRef;

/** A fixture: a word of the kernel that knows Akka. */
record ActorWord(ActorRef<String> actor) {}
