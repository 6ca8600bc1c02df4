package sorrel.model.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import sorrel.head.domain.Mistake;
import sorrel.kernel.ImageId;
import sorrel.kernel.Interval;
import sorrel.kernel.Page;
import sorrel.kernel.RunId;
import sorrel.model.VersionExport;
import sorrel.model.VersionMistakes;
import sorrel.model.VersionReports;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.Version;
import sorrel.platform.http.Access;
import sorrel.platform.http.Body;
import sorrel.platform.http.Call;
import sorrel.platform.http.Checks;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Query;
import sorrel.platform.http.Reply;

/** {@code /models/{model}/versions} and {@code /models/{model}/serving}. */
public final class VersionRoutes implements Endpoint.Resource {
  private static final String MODEL = "/api/v1/models/{model}";

  /** All testing pictures of the largest table once through the head. */
  private static final Duration JUDGING_MAX = Duration.ofMinutes(2);

  private final ModelCalls models;
  private final VersionExport export;
  private final VersionReports reports;
  private final VersionMistakes mistakes;
  private final InstantSource clock;

  public VersionRoutes(
      ModelCalls models,
      VersionExport export,
      VersionReports reports,
      VersionMistakes mistakes,
      InstantSource clock) {
    this.models = models;
    this.export = export;
    this.reports = reports;
    this.mistakes = mistakes;
    this.clock = clock;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, MODEL + "/versions").blocking(this::list),
        Endpoint.get(Access.ACCOUNT, MODEL + "/versions/{version}").blocking(this::show),
        Endpoint.get(Access.ACCOUNT, MODEL + "/versions/{version}/report").blocking(this::report),
        Endpoint.get(Access.ACCOUNT, MODEL + "/versions/{version}/mistakes")
            .query("class", "takenFor", Query.LIMIT, Query.CURSOR)
            .timeout(JUDGING_MAX)
            .blocking(this::mistakes),
        Endpoint.get(Access.ACCOUNT, MODEL + "/versions/{version}/export").blocking(this::export),
        Endpoint.put(Access.ACCOUNT, MODEL + "/serving").body(Body.json()).blocking(this::serve));
  }

  /** A version as callers see it. */
  record VersionJson(
      int version,
      RunId run,
      String architecture,
      long parameters,
      boolean serving,
      Optional<Interval> accuracy,
      int testingImages,
      List<String> labels,
      Instant createdAt) {
    static VersionJson of(LiveModel model, Version version) {
      return new VersionJson(
          version.number(),
          version.run(),
          version.architecture(),
          version.parameters(),
          model.serving().equals(Optional.of(version.number())),
          version.accuracy(),
          version.total(),
          version.classes().stream().map(Version.OutputClass::label).toList(),
          version.at());
    }
  }

  private Reply list(Call call) {
    LiveModel model = models.owned(call);
    return Reply.ok(
        new Page<>(
            model.versions().reversed().stream()
                .map(version -> VersionJson.of(model, version))
                .toList(),
            Optional.empty()));
  }

  private Reply show(Call call) {
    LiveModel model = models.owned(call);
    return Reply.ok(VersionJson.of(model, version(model, call)));
  }

  private Reply report(Call call) throws IOException {
    LiveModel model = models.owned(call);
    Version version = version(model, call);
    return Reply.ok(
        ReportJson.of(
            version, reports.of(model.id(), version), model.settings().unknownThreshold()));
  }

  /** A picture that a version took for something else. */
  record MistakeJson(ImageId image, String label, String takenFor, double probability) {}

  private Reply mistakes(Call call) {
    LiveModel model = models.owned(call);
    Version version = version(model, call);
    OptionalInt label = place(version, call, "class");
    OptionalInt takenFor = place(version, call, "takenFor");
    return Reply.ok(
        mistakes
            .of(
                model.id(),
                version,
                each ->
                    label.orElse(each.label()) == each.label()
                        && takenFor.orElse(each.takenFor()) == each.takenFor(),
                call.query().integer(Query.CURSOR, 0, 0, Integer.MAX_VALUE),
                call.query().limit())
            .map(each -> json(version, each)));
  }

  private static MistakeJson json(Version version, VersionMistakes.MistakenImage mistaken) {
    Mistake mistake = mistaken.mistake();
    return new MistakeJson(
        mistaken.image(),
        version.classes().get(mistake.label()).label(),
        version.classes().get(mistake.takenFor()).label(),
        Math.round(mistake.probability() * 1e4) / 1e4);
  }

  /** Where a class that a query names, by its id or its label, stands in a version. */
  private static OptionalInt place(Version version, Call call, String name) {
    Optional<String> wanted = call.query().text(name);
    OptionalInt place =
        IntStream.range(0, version.classes().size())
            .filter(i -> wanted.filter(text -> names(text, version.classes().get(i))).isPresent())
            .findFirst();
    new Checks()
        .that(wanted.isEmpty() || place.isPresent(), "?" + name, "is no class of this version")
        .orThrow();
    return place;
  }

  private static boolean names(String text, Version.OutputClass output) {
    return text.equals(output.label()) || text.equals(output.id().toString());
  }

  private Reply export(Call call) throws IOException {
    LiveModel model = models.owned(call);
    Version version = version(model, call);
    return Reply.bytes(
            akka.http.javadsl.model.ContentTypes.create(
                akka.http.javadsl.model.MediaTypes.APPLICATION_ZIP),
            export.zip(model, version))
        .asDownload("%s-version-%d.zip".formatted(model.name(), version.number()));
  }

  private Reply serve(Call call) {
    ModelRequests.Serving wanted = call.json(ModelRequests.Serving.class);
    LiveModel model = models.owned(call);
    return Reply.ok(
        ModelJson.of(
            models.change(model.id(), new ModelCommand.Serve(wanted.version(), clock.instant()))));
  }

  private static Version version(LiveModel model, Call call) {
    int number = call.number("version");
    return model
        .version(number)
        .orElseThrow(
            () -> ModelProblems.of(new ModelRejection.NoSuchVersion(number)).asException());
  }
}
