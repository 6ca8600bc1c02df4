package sorrel.model.http;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.actor.ModelMessage.Answer;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.platform.http.Call;
import sorrel.platform.http.HttpProblems;

/** Asks models on behalf of a call; waits on the virtual thread that the call runs on. */
public final class ModelCalls {
  private final Models models;

  public ModelCalls(Models models) {
    this.models = models;
  }

  /** The model of the path, if it is the caller's; else answers 404. */
  public LiveModel owned(Call call) {
    return join(models.find(call.caller().account(), call.id("model", ModelId::of)))
        .orElseThrow(() -> ModelProblems.noSuchModel().asException());
  }

  /**
   * The model of the path, if it is the caller's or the caller an administrator; else answers 404.
   */
  public LiveModel administered(Call call) {
    if (!call.caller().administrator()) {
      return owned(call);
    }
    if (join(models.look(call.id("model", ModelId::of))) instanceof LiveModel live) {
      return live;
    }
    throw ModelProblems.noSuchModel().asException();
  }

  /** The state after the command; a refusal becomes the call's answer. */
  public Model ask(ModelId model, ModelCommand command) {
    return switch (join(models.ask(model, command))) {
      case Answer.Now now -> now.model();
      case Answer.Refused refused -> throw ModelProblems.of(refused.reason()).asException();
    };
  }

  /** Like {@link #ask} where the model lives on. */
  public LiveModel change(ModelId model, ModelCommand command) {
    if (ask(model, command) instanceof LiveModel live) {
      return live;
    }
    throw ModelProblems.noSuchModel().asException();
  }

  private static <T> T join(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof TimeoutException) {
        throw HttpProblems.OUTCOME_UNKNOWN
            .because(
                "The model did not answer in time. Repeat the request with the same"
                    + " Idempotency-Key.")
            .asException();
      }
      throw failure;
    }
  }
}
