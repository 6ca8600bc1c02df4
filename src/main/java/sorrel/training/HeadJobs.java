package sorrel.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sorrel.head.FeatureTableFile;
import sorrel.head.HeadFile;
import sorrel.head.domain.FeatureTable;
import sorrel.head.domain.Head;
import sorrel.head.domain.HeadComparison;
import sorrel.head.domain.HeadMaker;
import sorrel.head.domain.HeadReport;
import sorrel.head.domain.Linear;
import sorrel.kernel.ModelId;
import sorrel.kernel.Part;
import sorrel.kernel.Sha256;
import sorrel.network.Networks;
import sorrel.network.domain.Network;
import sorrel.network.domain.NetworkBlobs;
import sorrel.platform.blobs.BlobStore;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.Kept;
import sorrel.training.domain.TrainingJob;
import sorrel.training.domain.TrainingJob.Fitting;
import sorrel.training.domain.TrainingJob.Learning;

/** The jobs about heads: freezing what was trained, solving a head, scoring what will serve. */
public final class HeadJobs {
  private static final Logger LOG = LoggerFactory.getLogger(HeadJobs.class);

  /** With what follows it, a head then serves within five seconds. */
  public static final Duration SOON = Duration.ofSeconds(2);

  /** Classes named to the owner as those that more pictures would help most. */
  private static final int WEAKEST = 2;

  private final DatasetCache datasets;
  private final ImageSource images;
  private final PictureDecoder decoder;
  private final LearningNetworks learned;
  private final Networks networks;
  private final Function<ModelId, BlobStore> blobs;
  private final ObjectMapper mapper;
  private final Duration soon;
  private final Helpers helpers;
  private final RecentTable tables = new RecentTable();

  /**
   * Jobs on one runner.
   *
   * @param soon how long features of new pictures may take where some of them are enough for now
   * @param helpers makes the threads that calculate where nobody waits for it
   */
  public HeadJobs(
      DatasetCache datasets,
      ImageSource images,
      PictureDecoder decoder,
      LearningNetworks learned,
      Networks networks,
      Function<ModelId, BlobStore> blobs,
      ObjectMapper mapper,
      Duration soon,
      ThreadFactory helpers) {
    this.datasets = datasets;
    this.images = images;
    this.decoder = decoder;
    this.learned = learned;
    this.networks = networks;
    this.blobs = blobs;
    this.mapper = mapper;
    this.soon = soon;
    this.helpers = new Helpers(helpers);
  }

  /** Freezes what was trained and makes its head. */
  JobReport finish(TrainingJob.Finish job, Path folder, BooleanSupplier cancelled)
      throws IOException {
    BlobStore store = blobs.apply(job.key().model());
    Path exported = folder.resolve("version");
    Linear trained = learned.freeze(job, exported);
    NetworkBlobs network = networks.store(job.key().model(), exported);
    FeatureTable table = features(job, network, cancelled);
    Head head = helpers.calculate(() -> HeadMaker.make(table, trained).head());
    Path tableFile = folder.resolve("table");
    FeatureTableFile.write(table, tableFile);
    Sha256 stored = store.put(tableFile);
    tables.stored(stored, table, Optional.empty());
    return scored(job, folder, network, head, table, stored, Optional.empty());
  }

  private FeatureTable features(
      TrainingJob.Finish job, NetworkBlobs network, BooleanSupplier cancelled) throws IOException {
    Learning learning = job.learning();
    try (DatasetCache.Open open = datasets.open(job.key().model(), learning, cancelled);
        Network loaded = networks.load(job.key().model(), network, learning.pipeline().input())) {
      return TableBuilder.of(loaded, open, learning.classes(), helpers, cancelled);
    }
  }

  /** Solves a head and says how it does on the validation part. */
  JobReport fit(TrainingJob.Fit job, Path folder, BooleanSupplier cancelled, IntConsumer progress)
      throws IOException {
    long began = System.nanoTime();
    Stopwatch stopwatch = new Stopwatch();
    BlobStore store = blobs.apply(job.key().model());
    Fitting fitting = job.fitting();
    Optional<FeatureTable> base = Optional.empty();
    if (fitting.base().isPresent()) {
      base = Optional.of(tables.read(fitting.base().get().table(), store));
    }
    stopwatch.lap("table read");
    Helpers fitters = fitting.soon() ? Helpers.PROMPT : helpers;
    FeatureTable table = updated(job, base, fitters, cancelled, progress);
    stopwatch.lap("features");
    Optional<String> gap = gap(table);
    if (gap.isPresent()) {
      return new JobReport.Failed(job.key(), job.candidate(), gap.get());
    }
    Linear solved = fitters.calculate(() -> HeadMaker.solve(table));
    stopwatch.lap("solved");
    Optional<Kept> kept = Optional.empty();
    if (base.isPresent()) {
      Head old = HeadFile.read(store.local(fitting.base().orElseThrow().head()));
      HeadComparison comparison =
          HeadComparison.of(table, solved, base.get().classes(), old.linear());
      kept = Optional.of(new Kept(comparison.before(), comparison.after(), comparison.total()));
    }
    Path file = folder.resolve("table");
    FeatureTableFile.write(table, file);
    Sha256 stored = store.put(file);
    tables.stored(stored, table, Optional.of(solved));
    stopwatch.lap("table stored");
    LOG.info("job {}: {}", job.key(), stopwatch);
    return new JobReport.RoundDone(
        job.key(),
        job.candidate(),
        1,
        HeadComparison.right(table, solved),
        table.of(Part.VALIDATION).length,
        0,
        (System.nanoTime() - began) / 1e9,
        stored,
        kept);
  }

  private FeatureTable updated(
      TrainingJob.Fit job,
      Optional<FeatureTable> base,
      Helpers fitters,
      BooleanSupplier cancelled,
      IntConsumer progress)
      throws IOException {
    Fitting fitting = job.fitting();
    try (Network network =
        networks.load(job.key().model(), fitting.network(), fitting.pipeline().input())) {
      return new TableUpdate(network, fitting, images, decoder, soon, fitters, cancelled, progress)
          .of(job.key().model(), base);
    }
  }

  /** Scores a solved head, and grafts it onto the weights that its network came from. */
  JobReport finish(TrainingJob.FinishFit job, Path folder) throws IOException {
    BlobStore store = blobs.apply(job.key().model());
    Stopwatch stopwatch = new Stopwatch();
    FeatureTable table = tables.read(job.table(), store);
    Helpers makers = job.fitting().soon() ? Helpers.PROMPT : helpers;
    Head head =
        makers.calculate(() -> HeadMaker.make(table, tables.solved(job.table(), table)).head());
    stopwatch.lap("head made");
    Optional<Sha256> grafted = Optional.empty();
    Optional<TrainingJob.Weights> weights = job.fitting().base().flatMap(TrainingJob.Base::weights);
    if (weights.isPresent()) {
      Path file = folder.resolve("checkpoint");
      learned.graft(weights.get(), store, head.linear(), file);
      grafted = Optional.of(store.put(file));
    }
    stopwatch.lap("grafted");
    JobReport report =
        scored(job, folder, job.fitting().network(), head, table, job.table(), grafted);
    stopwatch.lap("scored");
    LOG.info("job {}: {}", job.key(), stopwatch);
    return report;
  }

  /** Scores a head on the testing part and stores what a version consists of. */
  private JobReport scored(
      TrainingJob job,
      Path folder,
      NetworkBlobs network,
      Head head,
      FeatureTable table,
      Sha256 tableBlob,
      Optional<Sha256> checkpoint)
      throws IOException {
    BlobStore store = blobs.apply(job.key().model());
    HeadReport report = HeadReport.of(head, table, Part.TESTING);
    Path headFile = folder.resolve("head");
    HeadFile.write(head, headFile);
    Path reportFile = folder.resolve("report.json");
    Files.write(reportFile, mapper.writeValueAsBytes(report));
    return new JobReport.FinishDone(
        job.key(),
        job.candidate(),
        network,
        store.put(headFile),
        tableBlob,
        store.put(reportFile),
        checkpoint,
        table.isPartial(),
        HeadReport.of(head, table, Part.VALIDATION).weakest(WEAKEST),
        report.right(),
        report.total());
  }

  /** Why no head can be solved. */
  private static Optional<String> gap(FeatureTable table) {
    for (int label = 0; label < table.classes().size(); label++) {
      if (table.sums().count(label) == 0) {
        return Optional.of("One of the classes has no picture that can be read.");
      }
    }
    return Optional.empty();
  }
}
