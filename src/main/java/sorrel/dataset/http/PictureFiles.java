package sorrel.dataset.http;

import sorrel.dataset.Datasets;
import sorrel.dataset.domain.PackSlice;
import sorrel.dataset.worker.Thumbnails;
import sorrel.kernel.ModelId;
import sorrel.picture.http.PictureReplies;
import sorrel.platform.http.Call;
import sorrel.platform.http.Reply;

/** A picture's file as an answer, or a small JPEG of it where the query has a {@code size}. */
final class PictureFiles {
  private static final int SIDE_MIN = 16;

  private PictureFiles() {}

  static Reply reply(Datasets datasets, Call call, ModelId model, PackSlice slice, String format) {
    int side = call.query().integer("size", 0, SIDE_MIN, Thumbnails.SIDE_MAX);
    byte[] file = datasets.file(model, slice);
    return side == 0
        ? PictureReplies.of(format, file)
        : PictureReplies.of(
            "jpeg", datasets.thumbnail(file, side).orElseThrow(PictureFiles::vanished));
  }

  private static IllegalStateException vanished() {
    return new IllegalStateException("a picture that could be read cannot be read any more");
  }
}
