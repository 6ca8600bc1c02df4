package sorrel.model.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import sorrel.kernel.Decision;

/** What a model answers to a command, after what happened to it: given, when, then. */
public final class Scenario {
  private Model model;
  private Decision<ModelEvent, ModelRejection> decision;

  private Scenario(Model model) {
    this.model = model;
  }

  /** A model to which these happened. */
  public static Scenario given(List<ModelEvent> events) {
    return new Scenario(after(Model.unknown(), events));
  }

  /** The state after events. */
  static Model after(Model model, List<ModelEvent> events) {
    Model state = model;
    for (ModelEvent event : events) {
      state = state.apply(event);
    }
    return state;
  }

  /** Sends a command; what it led to has then happened. */
  public Scenario when(ModelCommand command) {
    decision = model.decide(command);
    if (decision instanceof Decision.Accepted<ModelEvent, ModelRejection>(var events)) {
      model = after(model, events);
    }
    return this;
  }

  /** Sends commands that must all hold. */
  public Scenario when(List<ModelCommand> commands) {
    for (ModelCommand command : commands) {
      when(command);
      assertThat(decision).isInstanceOf(Decision.Accepted.class);
    }
    return this;
  }

  Scenario then(ModelEvent... events) {
    assertThat(decision).isEqualTo(new Decision.Accepted<>(List.of(events)));
    return this;
  }

  Scenario thenNothing() {
    return then();
  }

  Scenario thenRefused(ModelRejection reason) {
    assertThat(decision).isEqualTo(new Decision.Rejected<>(reason));
    return this;
  }

  /** What the last command led to. */
  List<ModelEvent> events() {
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    return ((Decision.Accepted<ModelEvent, ModelRejection>) decision).events();
  }

  /** The state now. */
  public Model model() {
    return model;
  }

  public LiveModel live() {
    return (LiveModel) model;
  }

  Run run() {
    return live().run().orElseThrow();
  }
}
