package sorrel;

import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.List;
import sorrel.model.domain.Model;
import sorrel.model.domain.ModelCommand;
import sorrel.model.domain.ModelRejection;
import sorrel.model.domain.Plan;
import sorrel.model.domain.Purpose;
import sorrel.platform.serialization.SealedTypes;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Layer;
import sorrel.training.domain.TrainingJob;

/** Teaches Akka's CBOR the sealed types that messages between nodes carry; listed in akka.conf. */
public final class ClusterMessages extends SimpleModule {
  private static final long serialVersionUID = 1L;

  static final List<Class<?>> SEALED =
      List.of(
          Model.class,
          ModelCommand.class,
          ModelRejection.class,
          JobReport.class,
          Layer.class,
          Plan.class,
          Purpose.class,
          TrainingJob.class,
          TrainingJob.Subject.class);

  public ClusterMessages() {
    super("sorrel-cluster-messages");
  }

  @Override
  public void setupModule(SetupContext context) {
    super.setupModule(context);
    SEALED.forEach(type -> new SealedTypes(type).setupModule(context));
  }
}
