package sorrel.inference;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import sorrel.head.domain.Head.Judgement;
import sorrel.inference.actor.ServerMessage.Answer;
import sorrel.inference.domain.Classification;
import sorrel.kernel.AccountId;
import sorrel.kernel.ModelId;
import sorrel.model.Models;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.Version;
import sorrel.picture.Picture;
import sorrel.picture.PictureReader;
import sorrel.picture.PipelineApplier;
import sorrel.picture.Reading;

/** The way of a picture: decoded here, answered by its model's server, named by its version. */
public final class Classifications {
  private final Models models;
  private final Classifier classifier;
  private final PictureReader reader;
  private final Executor decoders;

  /**
   * Decodes on the given threads.
   *
   * @param decoders a thread a core; decoding is all work and no waiting
   */
  public Classifications(
      Models models, Classifier classifier, PictureReader reader, Executor decoders) {
    this.models = models;
    this.classifier = classifier;
    this.reader = reader;
    this.decoders = decoders;
  }

  /** A picture on its way in. */
  public sealed interface Prepared {
    /**
     * The model's input.
     *
     * @param format of the file, in lower case, such as {@code jpeg}
     */
    record Ready(byte[] pixels, String format) implements Prepared {}

    /** The file is not a picture that can be read. */
    record Unreadable(Reading.Unreadable reading) implements Prepared {}
  }

  /** What came of a classification. */
  public sealed interface Outcome {
    record Classified(Classification result) implements Outcome {}

    record NothingServes() implements Outcome {}

    record Busy() implements Outcome {}

    record Broken() implements Outcome {}
  }

  /** The model, if it is the account's; a second old at most. */
  public CompletionStage<Optional<LiveModel>> model(AccountId account, ModelId model) {
    return models.findRecent(account, model);
  }

  /** Turns a file into the input of a version; at once where that takes less than a hop. */
  public CompletionStage<Prepared> prepare(byte[] file, Version version) {
    if (reader.isSmall(file)) {
      return CompletableFuture.completedStage(decode(file, version));
    }
    return CompletableFuture.supplyAsync(() -> decode(file, version), decoders);
  }

  private Prepared decode(byte[] file, Version version) {
    int side = Math.max(version.pipeline().input().height(), version.pipeline().input().width());
    return switch (reader.read(file, side)) {
      case Reading.Readable(Picture picture) ->
          new Prepared.Ready(
              PipelineApplier.apply(picture, version.pipeline()),
              picture.format().name().toLowerCase(Locale.ROOT));
      case Reading.Unreadable refused -> new Prepared.Unreadable(refused);
    };
  }

  /** Asks the model's server, and names the outputs of whichever version answered. */
  public CompletionStage<Outcome> classify(LiveModel model, byte[] pixels) {
    return ask(model, pixels)
        .thenCompose(
            answer ->
                switch (answer) {
                  case Answer.Probabilities found -> answered(model, found);
                  case Answer.Busy busy -> done(new Outcome.Busy());
                  case Answer.NothingServes nothing -> done(new Outcome.NothingServes());
                  case Answer.Broken broken -> done(new Outcome.Broken());
                });
  }

  /** What the model's server answers, without names. */
  public CompletionStage<Answer> ask(LiveModel model, byte[] pixels) {
    return classifier.classify(model.id(), pixels);
  }

  /** A version may have come into use after the model was looked at. */
  private CompletionStage<Outcome> answered(LiveModel model, Answer.Probabilities found) {
    Optional<Classification> result = named(model, found);
    if (result.isPresent()) {
      return done(new Outcome.Classified(result.get()));
    }
    models.forgetRecent(model.id());
    return models
        .findRecent(model.owner(), model.id())
        .thenApply(
            newer ->
                newer
                    .flatMap(each -> named(each, found))
                    .<Outcome>map(Outcome.Classified::new)
                    .orElseGet(Outcome.Broken::new));
  }

  /** What was found with the names of its version; empty if the model as it is here has none. */
  public static Optional<Classification> named(LiveModel model, Answer.Probabilities found) {
    return model.version(found.version()).map(version -> name(model, version, found));
  }

  private static Classification name(LiveModel model, Version version, Answer.Probabilities found) {
    return Classification.of(
        version.classes().stream().map(Version.OutputClass::label).toList(),
        new Judgement(found.probabilities(), found.familiarity()),
        model.settings().unknownThreshold(),
        found.version());
  }

  private static CompletionStage<Outcome> done(Outcome outcome) {
    return CompletableFuture.completedStage(outcome);
  }
}
