package sorrel.feedback.http;

import java.util.List;
import java.util.Optional;
import sorrel.dataset.Datasets;
import sorrel.kernel.TaskId;
import sorrel.picture.http.PictureReplies;
import sorrel.platform.http.Access;
import sorrel.platform.http.Call;
import sorrel.platform.http.Endpoint;
import sorrel.platform.http.HttpProblems;
import sorrel.platform.http.Reply;
import sorrel.task.KeptPictures;
import sorrel.task.Tasks;
import sorrel.task.domain.KeptPicture;
import sorrel.task.domain.Task;

/** {@code /tasks/{task}/picture}: what was classified. */
public final class PictureRoutes implements Endpoint.Resource {
  private static final int SIDE_MIN = 16;

  private final Tasks tasks;
  private final KeptPictures pictures;
  private final Datasets datasets;

  public PictureRoutes(Tasks tasks, KeptPictures pictures, Datasets datasets) {
    this.tasks = tasks;
    this.pictures = pictures;
    this.datasets = datasets;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(Access.ACCOUNT, "/api/v1/tasks/{task}/picture")
            .query("size")
            .blocking(this::picture));
  }

  private Reply picture(Call call) {
    int side = call.query().integer("size", 0, SIDE_MIN, Datasets.THUMBNAIL_SIDE_MAX);
    Optional<Task> task = tasks.find(call.caller().account(), call.id("task", TaskId::of));
    if (task.isEmpty()) {
      return Reply.problem(FeedbackProblems.noSuchTask());
    }
    return pictures
        .find(task.get().model(), task.get().id())
        .map(picture -> side == 0 ? whole(picture) : small(picture, side))
        .orElseGet(PictureRoutes::notKept);
  }

  private static Reply whole(KeptPicture picture) {
    return PictureReplies.of(picture.format(), picture.file());
  }

  private Reply small(KeptPicture picture, int side) {
    return PictureReplies.of("jpeg", datasets.thumbnail(picture.file(), side).orElseThrow());
  }

  private static Reply notKept() {
    return Reply.problem(
        HttpProblems.NOT_FOUND.because(
            "No picture is kept of this task. Pictures are kept of classifications for some time, unless the model is set not to."));
  }
}
