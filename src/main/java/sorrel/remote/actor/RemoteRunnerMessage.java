package sorrel.remote.actor;

import akka.actor.typed.ActorRef;
import java.util.List;
import sorrel.kernel.ModelId;
import sorrel.platform.serialization.CborMessage;
import sorrel.remote.domain.Ended;
import sorrel.remote.domain.Hello;
import sorrel.remote.domain.Orders;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.training.actor.RunnerCommand;
import sorrel.training.domain.TrainingJob;

/** What the actor of a remote runner understands. */
public sealed interface RemoteRunnerMessage {
  /** The runner says how it is and asks for orders; answered when there are some, or after 20 s. */
  record Poll(RunnerIdentity identity, Hello hello, ActorRef<Answer> replyTo)
      implements RemoteRunnerMessage, CborMessage {}

  /** A job has ended. */
  record End(Ended ended, ActorRef<Answer> replyTo) implements RemoteRunnerMessage, CborMessage {}

  /** For which jobs of a model may the runner read and write? */
  record Look(ModelId model, ActorRef<Given> replyTo) implements RemoteRunnerMessage, CborMessage {}

  /** The runner's token holds no more. */
  record Revoke() implements RemoteRunnerMessage, CborMessage {}

  /** The scheduler wants something of the runner. */
  record Order(RunnerCommand command) implements RemoteRunnerMessage {}

  /** Time to say that the runner is alive. */
  record Pulse() implements RemoteRunnerMessage {}

  /** Those jobs; none while the runner is not known here. */
  record Given(List<TrainingJob> jobs) implements CborMessage {}

  /** What the runner is told. */
  sealed interface Answer {
    /** What to do. */
    record Do(Orders orders) implements Answer, CborMessage {}

    /** The report was taken, or nobody waits for it: it need not be sent again. */
    record Taken() implements Answer, CborMessage {}

    /** It is not known yet whether the report is wanted: send it again soon. */
    record NotYet() implements Answer, CborMessage {}

    /** The report is none of its job. */
    record Wrong() implements Answer, CborMessage {}

    /** Another process works with the same token, and this one is to end. */
    record Replaced() implements Answer, CborMessage {}
  }
}
