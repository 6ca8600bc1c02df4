package sorrel.training;

import java.util.Optional;
import sorrel.kernel.ImagePipeline;
import sorrel.picture.PictureReader;
import sorrel.picture.PipelineApplier;
import sorrel.picture.Reading;

/** Turns files into what a network takes, as pictures to be classified are turned. */
public record PictureDecoder(PictureReader reader) {
  /**
   * The pixels of a picture, uint8 {@code [height, width, channel]}; empty if the file cannot be
   * read any more, as it could when it was imported.
   */
  Optional<byte[]> pixels(byte[] file, ImagePipeline pipeline) {
    int side = Math.max(pipeline.input().height(), pipeline.input().width());
    return switch (reader.read(file, side)) {
      case Reading.Readable readable ->
          Optional.of(PipelineApplier.apply(readable.picture(), pipeline));
      case Reading.Unreadable unreadable -> Optional.empty();
    };
  }
}
