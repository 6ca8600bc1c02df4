package sorrel.model.http;

import java.util.List;
import java.util.Optional;
import sorrel.head.domain.HeadReport;
import sorrel.kernel.ImageId;
import sorrel.model.DataDoctor;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelClass;
import sorrel.model.domain.Version;

/**
 * What is wrong with a model's pictures, as callers see it.
 *
 * @param advice what would help, the most important first; empty where nothing was found
 */
record DoctorJson(
    int version,
    List<SuspectJson> mislabelled,
    List<TwinsJson> nearDuplicates,
    List<FewJson> fewPictures,
    List<ReportJson.MistakeJson> confused,
    List<String> advice) {
  /** With fewer pictures to learn from, a class is known by chance. */
  private static final int FEW = 20;

  private static final int CONFUSED_MAX = 5;

  /** A picture that is probably in the wrong class. */
  record SuspectJson(ImageId image, String label, String suggested, double probability) {}

  /** A testing picture that is nearly one that was learned from. */
  record TwinsJson(ImageId training, ImageId testing, double likeness) {}

  /** A class with few pictures to learn from. */
  record FewJson(String label, int training, int wanted) {}

  static DoctorJson of(
      LiveModel model, Version version, DataDoctor.Findings findings, HeadReport report) {
    List<FewJson> few =
        model.classes().stream()
            .filter(each -> each.training() < FEW)
            .map(DoctorJson::few)
            .toList();
    List<ReportJson.MistakeJson> confused =
        ReportJson.of(version, report, model.settings().unknownThreshold()).confusedMost();
    List<ReportJson.MistakeJson> most =
        confused.subList(0, Math.min(CONFUSED_MAX, confused.size()));
    List<SuspectJson> suspects = findings.mislabelled().stream().map(DoctorJson::suspect).toList();
    List<TwinsJson> twins = findings.nearDuplicates().stream().map(DoctorJson::twins).toList();
    return new DoctorJson(
        version.number(),
        suspects,
        twins,
        few,
        most,
        List.of(mislabelledAdvice(suspects), fewAdvice(few), twinsAdvice(twins), mixedAdvice(most))
            .stream()
            .flatMap(Optional::stream)
            .toList());
  }

  private static FewJson few(ModelClass each) {
    return new FewJson(each.label(), each.training(), FEW);
  }

  private static SuspectJson suspect(DataDoctor.SuspectImage found) {
    return new SuspectJson(
        found.image(), found.label(), found.suggested(), rounded(found.probability()));
  }

  private static TwinsJson twins(DataDoctor.TwinImages found) {
    return new TwinsJson(found.learned(), found.tested(), rounded(found.likeness()));
  }

  private static Optional<String> mislabelledAdvice(List<SuspectJson> suspects) {
    return suspects.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (suspects.size() == 1
                        ? "1 picture looks as if it were in the wrong class."
                        : "%d pictures look as if they were in the wrong class.")
                    .formatted(suspects.size())
                + " Where that is so, move the picture to the right class or remove it, then update the model.");
  }

  private static Optional<String> fewAdvice(List<FewJson> few) {
    return few.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "The class \"%s\" has %s to learn from; with %d or more it will be known better."
                .formatted(
                    few.getFirst().label(),
                    few.getFirst().training() == 1
                        ? "1 picture"
                        : few.getFirst().training() + " pictures",
                    FEW));
  }

  private static Optional<String> twinsAdvice(List<TwinsJson> twins) {
    return twins.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (twins.size() == 1
                        ? "1 check picture is nearly the same as one that was learned from"
                        : "%d check pictures are nearly the same as ones that were learned from")
                    .formatted(twins.size())
                + ", so the model looks better than it is. Remove one of each pair.");
  }

  private static Optional<String> mixedAdvice(List<ReportJson.MistakeJson> most) {
    return most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is taken for \"%s\" most often, on %s. More pictures of both, as different as they come, would help most."
                .formatted(
                    most.getFirst().label(),
                    most.getFirst().takenFor(),
                    most.getFirst().images() == 1
                        ? "1 check picture"
                        : most.getFirst().images() + " check pictures"));
  }

  private static double rounded(double share) {
    return Math.round(share * 1e4) / 1e4;
  }
}
