package sorrel.model.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ImageShape;
import sorrel.kernel.Interval;
import sorrel.kernel.ModelId;
import sorrel.kernel.RunId;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelClass;
import sorrel.model.domain.Run;
import sorrel.model.domain.Version;

/** A model as callers see it. */
record ModelJson(
    ModelId id,
    String name,
    String state,
    double targetAccuracy,
    boolean expandable,
    String history,
    double unknownThreshold,
    boolean keepPictures,
    boolean learnFromVerdicts,
    Optional<InputJson> input,
    List<ClassJson> classes,
    int images,
    boolean importing,
    Optional<RunId> run,
    Optional<ServingJson> serving,
    Instant createdAt) {

  /** What a model takes: the size in pixels and how a picture is fitted to it. */
  record InputJson(int width, int height, int channels, Optional<String> fit) {
    static InputJson of(ImagePipeline pipeline) {
      ImageShape shape = pipeline.input();
      return new InputJson(
          shape.width(), shape.height(), shape.channels(), Optional.of(word(pipeline.fit())));
    }
  }

  record ClassJson(ClassId id, String label, int training, int testing) {
    static ClassJson of(ModelClass each) {
      return new ClassJson(each.id(), each.label(), each.training(), each.testing());
    }
  }

  /** The version in use; without testing images there is no accuracy. */
  record ServingJson(int version, Optional<Interval> accuracy, String architecture) {
    static ServingJson of(Version version) {
      return new ServingJson(version.number(), version.accuracy(), version.architecture());
    }
  }

  static ModelJson of(LiveModel model) {
    List<ClassJson> classes = model.classes().stream().map(ClassJson::of).toList();
    return new ModelJson(
        model.id(),
        model.name(),
        word(model.stage()),
        model.settings().targetAccuracy(),
        model.settings().expandable(),
        word(model.settings().history()),
        model.settings().unknownThreshold(),
        model.settings().keepPictures(),
        model.settings().learnFromVerdicts(),
        model.pipeline().map(InputJson::of),
        classes,
        classes.stream().mapToInt(each -> each.training() + each.testing()).sum(),
        !model.imports().isEmpty(),
        model.run().map(Run::id),
        model.servingVersion().map(ServingJson::of),
        model.createdAt());
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
