package sorrel.inference.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sorrel.inference.Classifications;
import sorrel.inference.UseCounts;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.kernel.ImageShape;
import sorrel.kernel.ModelId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.model.http.ModelProblems;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/**
 * The Open Inference Protocol, version 2, for programs that speak it: tensors in, tensors out.
 * Nothing asked this way is kept as a task.
 */
public final class InferenceProtocolRoutes implements Endpoint.Resource {
  private static final String MODEL = "/v2/models/{model}";

  /** Numbers in JSON take up to four bytes a pixel: 100 pictures of 64 x 64 in colour. */
  private static final long BODY_BYTES_MAX = 8L * 1024 * 1024;

  private static final int BATCH_MAX = 128;
  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";
  private static final int BYTE_MAX = 255;

  private final Classifications classifications;
  private final UseCounts counts;

  public InferenceProtocolRoutes(Classifications classifications, UseCounts counts) {
    this.classifications = classifications;
    this.counts = counts;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.EVERYONE, "/v2").async(call -> done(Reply.ok(server()))),
        Endpoint.get(Access.EVERYONE, "/v2/health/live")
            .async(call -> done(Reply.ok(Map.of("live", true)))),
        Endpoint.get(Access.EVERYONE, "/v2/health/ready")
            .async(call -> done(Reply.ok(Map.of("ready", true)))),
        Endpoint.get(Access.ACCOUNT, MODEL).async(this::describe),
        Endpoint.get(Access.ACCOUNT, MODEL + "/ready").async(this::ready),
        Endpoint.post(Access.ACCOUNT, MODEL + "/infer")
            .body(Body.json(BODY_BYTES_MAX))
            .async(this::infer));
  }

  private static Map<String, Object> server() {
    return Map.of("name", "sorrel", "version", "2", "extensions", List.of());
  }

  /** A tensor's name, type and shape; -1 stands for any number of pictures. */
  record TensorJson(String name, String datatype, List<Integer> shape) {}

  /** What a model takes and gives. */
  record ModelJson(
      String name,
      List<String> versions,
      String platform,
      List<TensorJson> inputs,
      List<TensorJson> outputs) {}

  /** A tensor with its values, row by row. */
  record InputJson(String name, String datatype, List<Integer> shape, List<Integer> data) {}

  /** The tensors of a request. */
  record RequestJson(Optional<String> id, List<InputJson> inputs) implements Checks.Checked {
    @Override
    public void check(Checks checks) {
      checks.that(inputs.size() == 1, "/inputs", "must be one tensor, called \"image\"");
      for (InputJson input : inputs) {
        checks.that(input.name().equals(INPUT), "/inputs/0/name", "must be \"image\"");
        checks.that(input.datatype().equals("UINT8"), "/inputs/0/datatype", "must be \"UINT8\"");
        checks.that(
            input.data().stream().allMatch(value -> value >= 0 && value <= BYTE_MAX),
            "/inputs/0/data",
            "must be whole numbers from 0 to 255");
      }
    }
  }

  record OutputJson(String name, String datatype, List<Integer> shape, List<Float> data) {}

  record ResponseJson(
      @JsonProperty("model_name") String modelName,
      @JsonProperty("model_version") String modelVersion,
      Optional<String> id,
      List<OutputJson> outputs) {}

  private CompletionStage<Reply> describe(Call call) {
    return serving(call, (model, version) -> done(Reply.ok(described(model, version))));
  }

  private static ModelJson described(LiveModel model, Version version) {
    ImageShape input = version.pipeline().input();
    return new ModelJson(
        model.id().toString(),
        List.of(Integer.toString(version.number())),
        "tensorflow_savedmodel",
        List.of(
            new TensorJson(
                INPUT, "UINT8", List.of(-1, input.height(), input.width(), input.channels()))),
        List.of(new TensorJson(OUTPUT, "FP32", List.of(-1, version.classes().size()))));
  }

  private CompletionStage<Reply> ready(Call call) {
    return serving(
        call,
        (model, version) -> done(Reply.ok(Map.of("name", model.id().toString(), "ready", true))));
  }

  private CompletionStage<Reply> infer(Call call) {
    RequestJson request = call.json(RequestJson.class);
    return serving(call, (model, version) -> infer(request, model, version));
  }

  private CompletionStage<Reply> infer(RequestJson request, LiveModel model, Version version) {
    InputJson input = request.inputs().getFirst();
    ImageShape shape = version.pipeline().input();
    int count = input.data().size() / shape.size();
    new Checks()
        .that(
            count >= 1
                && count <= BATCH_MAX
                && input
                    .shape()
                    .equals(List.of(count, shape.height(), shape.width(), shape.channels()))
                && input.data().size() == count * shape.size(),
            "/inputs/0/shape",
            "must be [n, %d, %d, %d] with n from 1 to %d, and fit the data"
                .formatted(shape.height(), shape.width(), shape.channels(), BATCH_MAX))
        .orThrow();
    long began = System.nanoTime();
    List<CompletableFuture<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[shape.size()];
      for (int j = 0; j < pixels.length; j++) {
        pixels[j] = input.data().get(i * pixels.length + j).byteValue();
      }
      answers.add(
          classifications
              .ask(model, pixels)
              .thenApply(answer -> counted(model, answer, began))
              .toCompletableFuture());
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> reply(request, model, answers.stream().map(CompletableFuture::join).toList()));
  }

  private Answer counted(LiveModel model, Answer answer, long began) {
    switch (answer) {
      case Answer.Probabilities found ->
          Classifications.named(model, found)
              .ifPresent(
                  result ->
                      counts.answered(model, result, Duration.ofNanos(System.nanoTime() - began)));
      case Answer.Busy _, Answer.Broken _ -> counts.failed(model);
      case Answer.NothingServes _ -> {}
    }
    return answer;
  }

  private static Reply reply(RequestJson request, LiveModel model, List<Answer> outcomes) {
    List<Float> data = new ArrayList<>();
    int version = 0;
    int classes = 0;
    for (Answer outcome : outcomes) {
      switch (outcome) {
        case Answer.Probabilities values -> {
          version = values.version();
          classes = values.probabilities().length;
          for (float probability : values.probabilities()) {
            data.add(probability);
          }
        }
        case Answer.NothingServes nothing -> {
          return Reply.problem(ClassificationProblems.notTrained());
        }
        case Answer.Broken broken -> {
          return Reply.problem(ClassificationProblems.broken());
        }
        case Answer.Busy busy -> {
          return Reply.problem(ClassificationProblems.busy());
        }
      }
    }
    return Reply.ok(
        new ResponseJson(
            model.id().toString(),
            Integer.toString(version),
            request.id(),
            List.of(new OutputJson(OUTPUT, "FP32", List.of(outcomes.size(), classes), data))));
  }

  /** What is done with a model that serves. */
  private interface WithVersion {
    CompletionStage<Reply> answer(LiveModel model, Version version);
  }

  private CompletionStage<Reply> serving(Call call, WithVersion with) {
    return classifications
        .model(call.caller().account(), call.id("model", ModelId::of))
        .thenCompose(
            found -> {
              if (found.isEmpty()) {
                return done(Reply.problem(ModelProblems.noSuchModel()));
              }
              Optional<Version> version = found.get().servingVersion();
              return version.isEmpty()
                  ? done(Reply.problem(ClassificationProblems.notTrained()))
                  : with.answer(found.get(), version.get());
            });
  }

  private static CompletionStage<Reply> done(Reply reply) {
    return CompletableFuture.completedStage(reply);
  }
}
