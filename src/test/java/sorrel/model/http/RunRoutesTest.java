package sorrel.model.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sorrel.model.Models;
import sorrel.model.TestModels;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.Samples;
import sorrel.platform.http.TestServer;
import sorrel.training.domain.Augmentation;

final class RunRoutesTest {
  private static final TestModels MODELS = new TestModels((_, _) -> {});
  private static final ModelCommand.Create CREATE =
      new ModelCommand.Create(
          Samples.MODEL, TestServer.ANNA, "Pets", Samples.SETTINGS, Optional.empty(), Samples.NOW);

  private final AtomicInteger looks = new AtomicInteger();
  private final Models models = MODELS.models();
  private final TestServer server =
      TestServer.of(
          new RunRoutes(
                  new ModelCalls(models),
                  null,
                  _ -> {
                    looks.incrementAndGet();
                    return Optional.of(Samples.PIPELINE);
                  },
                  (_, _) -> Augmentation.NONE,
                  _ -> List.of(),
                  Duration.ofMinutes(1),
                  Samples.MEMORY,
                  InstantSource.fixed(Samples.NOW))
              .endpoints());

  @AfterEach
  void stop() {
    server.close();
  }

  @AfterAll
  static void forget() {
    MODELS.close();
  }

  @Test
  void a_model_whose_pictures_came_one_at_a_time_gets_its_input_when_it_is_first_trained() {
    ask(CREATE);
    ask(Samples.addClass(Samples.CATS, "cats"));
    ask(Samples.addClass(Samples.DOGS, "dogs"));
    assertThat(train().statusCode()).isEqualTo(422);
    assertThat(looks).as("there may be an import yet that decides").hasValue(0);
    ask(Samples.counts(Samples.CHANGE, 100, 100));

    HttpResponse<String> begun = train();

    assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
    LiveModel model =
        models.find(TestServer.ANNA, Samples.MODEL).toCompletableFuture().join().get();
    assertThat(model.pipeline()).contains(Samples.PIPELINE);
    assertThat(train().statusCode()).isEqualTo(409);
    assertThat(looks).hasValue(1);
  }

  private void ask(ModelCommand command) {
    models.ask(Samples.MODEL, command).toCompletableFuture().join();
  }

  private HttpResponse<String> train() {
    return server.post("/api/v1/models/" + Samples.MODEL + "/runs", "anna", "{}");
  }
}
