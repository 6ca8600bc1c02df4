package sorrel.model.http;

import sorrel.kernel.ImagePipeline;
import sorrel.picture.PictureReader;
import sorrel.picture.PictureStatistics;
import sorrel.picture.PipelineSuggestion;
import sorrel.picture.Reading;
import sorrel.picture.http.PictureProblems;

/** Decides a model's input from one picture that its owner shows. */
final class SamplePicture {
  private SamplePicture() {}

  /** The pipeline that suits the picture; a file that is none becomes the call's answer. */
  static ImagePipeline pipeline(PictureReader reader, byte[] file) {
    return switch (reader.read(file)) {
      case Reading.Readable readable ->
          PipelineSuggestion.of(PictureStatistics.of(readable.picture()));
      case Reading.Unreadable unreadable -> throw PictureProblems.of(unreadable).asException();
    };
  }
}
