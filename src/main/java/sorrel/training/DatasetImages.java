package sorrel.training;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import sorrel.dataset.Datasets;
import sorrel.dataset.domain.StoredImage;
import sorrel.dataset.store.ImageBytes;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImagePipeline;
import sorrel.kernel.ModelId;
import sorrel.picture.PictureReader;
import sorrel.picture.PipelineApplier;
import sorrel.picture.Reading;
import sorrel.training.domain.Augmentation;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.PictureStatistics;
import sorrel.training.domain.TrainingData;

/** The dataset context's images as training reads them. */
public final class DatasetImages implements ImageSource {
  /** Pictures looked at to tell photographs from signs. */
  private static final int SAMPLE = 300;

  private final Datasets datasets;
  private final PictureReader reader;

  public DatasetImages(Datasets datasets, PictureReader reader) {
    this.datasets = datasets;
    this.reader = reader;
  }

  @Override
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    return datasets.counts(model, until);
  }

  @Override
  public void forEach(
      ModelId model, Instant until, Predicate<Entry> wanted, Consumer<LabelledImage> consumer) {
    try (ImageBytes bytes = datasets.bytes(model)) {
      datasets.forEach(
          model,
          until,
          image -> {
            Entry entry = new Entry(image.classId(), image.split(), image.sha256(), image.kin());
            if (wanted.test(entry)) {
              consumer.accept(new LabelledImage(entry, bytes.read(image.slice())));
            }
          });
    }
  }

  /** How a model's pictures are best varied, by what a sample of them looks like; blocking. */
  public Augmentation augmentation(ModelId model, ImagePipeline pipeline) {
    List<StoredImage> sample = datasets.sample(model, SAMPLE);
    int size = pipeline.input().size();
    byte[] pixels = new byte[size * sample.size()];
    int side = Math.max(pipeline.input().height(), pipeline.input().width());
    int count = 0;
    try (ImageBytes bytes = datasets.bytes(model)) {
      for (StoredImage image : sample) {
        if (reader.read(bytes.read(image.slice()), side) instanceof Reading.Readable readable) {
          byte[] input = PipelineApplier.apply(readable.picture(), pipeline);
          System.arraycopy(input, 0, pixels, size * count++, size);
        }
      }
    }
    int[] all = IntStream.range(0, count).toArray();
    return Augmentation.suited(
        PictureStatistics.of(
            new TrainingData(
                pipeline.input(),
                MemorySegment.ofArray(pixels),
                new int[count],
                all,
                new int[0],
                new int[0])));
  }
}
