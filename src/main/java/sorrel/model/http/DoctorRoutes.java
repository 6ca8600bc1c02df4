package sorrel.model.http;

import java.time.Duration;
import java.util.List;
import sorrel.head.domain.HeadReport;
import sorrel.model.DataDoctor;
import sorrel.model.VersionReports;
import sorrel.model.domain.LiveModel;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.Version;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.Reply;

/** {@code /models/{model}/doctor}: what is wrong with a model's pictures, and what to do. */
public final class DoctorRoutes implements Endpoint.Resource {
  /** An examination of the largest table. */
  private static final Duration EXAMINATION_MAX = Duration.ofMinutes(2);

  private final ModelCalls models;
  private final DataDoctor doctor;
  private final VersionReports reports;

  public DoctorRoutes(ModelCalls models, DataDoctor doctor, VersionReports reports) {
    this.models = models;
    this.doctor = doctor;
    this.reports = reports;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/models/{model}/doctor")
            .timeout(EXAMINATION_MAX)
            .blocking(this::examine));
  }

  private Reply examine(Call call) throws java.io.IOException {
    LiveModel model = models.owned(call);
    Version version =
        model
            .servingVersion()
            .orElseThrow(() -> ModelProblems.of(new ModelRejection.NothingServes()).asException());
    HeadReport report = reports.of(model.id(), version);
    return Reply.ok(DoctorJson.of(model, version, doctor.examine(model.id(), version), report));
  }
}
