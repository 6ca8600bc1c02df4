package sorrel.dataset.worker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import sorrel.dataset.domain.ArchiveLayout;
import sorrel.dataset.domain.DatasetClass;
import sorrel.dataset.domain.DatasetOwner.Opening;
import sorrel.dataset.domain.ImportCounts;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.store.ArchiveEntry;
import sorrel.dataset.store.ArchiveOpening;
import sorrel.dataset.store.PackWriter;
import sorrel.dataset.store.ZipArchive;
import sorrel.kernel.ClassId;
import sorrel.kernel.Sha256;
import sorrel.picture.PictureReader;
import sorrel.picture.PictureStatistics;
import sorrel.platform.blobs.BlobStore;

/** Reads an import's zip from where it stands, batch by batch, into the dataset. */
final class ImportReading {
  private final ImportTools tools;
  private final PictureReader reader;
  private final PictureThreads threads;
  private final ImportResults results;

  ImportReading(ImportTools tools, PictureReader reader, PictureThreads threads) {
    this.tools = tools;
    this.reader = reader;
    this.threads = threads;
    this.results = new ImportResults(tools);
  }

  /** Reads to the end of the zip; returns how the import ends. */
  ImportEnding read(ImportRow row, BooleanSupplier stop)
      throws IOException, ImportFailed, ModelGone {
    BlobStore blobs = tools.blobs().of(row.model());
    ArchiveOpening opening = ZipArchive.open(blobs.local(row.archive()), tools.options().archive());
    switch (opening) {
      case ArchiveOpening.Refused refused ->
          throw new ImportFailed(ImportFailure.UNUSABLE_ARCHIVE, refused.sentence());
      case ArchiveOpening.Opened opened -> {
        try (ZipArchive archive = opened.archive()) {
          tools.reached(ImportStep.ARCHIVE_OPENED);
          read(row, archive, blobs, stop);
        }
      }
    }
    return results.of(row);
  }

  private void read(ImportRow row, ZipArchive archive, BlobStore blobs, BooleanSupplier stop)
      throws IOException, ImportFailed, ModelGone {
    List<DatasetClass> all = tools.owner().classes(row.model()).orElseThrow(ModelGone::new);
    ArchiveLayout.Usable layout = layout(archive, all);
    all = open(row, layout, all);
    Examiner examiner = new Examiner(archive, layout.placements(), reader, tools.options().kin());
    ImportProgress progress = new ImportProgress(tools, row, layout.placements());
    progress.record(row.nextEntry());
    int ahead = 2 * tools.options().threads() + 1;
    try (ChunkQueue chunks = new ChunkQueue(examiner, threads, ahead, row.nextEntry());
        BatchCommitter committer = new BatchCommitter(tools, row, progress)) {
      readChunks(row, blobs, all, chunks, committer, progress, stop);
    }
  }

  private void readChunks(
      ImportRow row,
      BlobStore blobs,
      List<DatasetClass> all,
      ChunkQueue chunks,
      BatchCommitter committer,
      ImportProgress progress,
      BooleanSupplier stop)
      throws IOException, ImportFailed, ModelGone {
    PictureStatistics statistics = tools.states().statistics(row.statistics());
    Map<Sha256, ClassId> before = Map.of();
    KinIndex kin = KinIndex.of(tools.kin(), row.model());
    long room = tools.room().of(row.account()).left();
    BatchBuilder batch = batch(row, blobs, all, kin, row.nextEntry(), room);
    boolean fits = true;
    try {
      for (ExaminedChunk chunk = chunks.take(); chunk != null; chunk = chunks.take()) {
        if (stop.getAsBoolean()) {
          throw new ImportStopped("the import goes on another time");
        }
        fits = batch.add(chunk, known(row, chunk, before));
        statistics = statistics.plus(chunk.statistics());
        progress.show(batch.to());
        if (!fits) {
          break;
        }
        if (batch.size() >= tools.options().batchPictures()
            || batch.bytes() >= tools.options().packBytes()) {
          // What is committed is counted, so that only this batch has to be taken off.
          committer.await();
          room = tools.room().of(row.account()).left() - batch.bytes();
          committer.commit(batch, statistics);
          before = batch.pictures();
          batch = batch(row, blobs, all, kin, batch.to(), room);
        }
      }
      if (batch.to() > batch.from()) {
        committer.commit(batch, statistics);
      }
      committer.await();
      if (!fits) {
        throw results.withoutRoom(row);
      }
    } finally {
      // One that is being committed is closed by the committer, which is done with it by then.
      committer.close();
      batch.close();
    }
  }

  private BatchBuilder batch(
      ImportRow row, BlobStore blobs, List<DatasetClass> all, KinIndex kin, int from, long room)
      throws IOException {
    // Read again for each batch: a class may be removed while its pictures arrive.
    ImportClasses classes = new ImportClasses(tools.imports().classes(row.id()), all);
    return new BatchBuilder(row, classes, kin, PackWriter.open(blobs), from, room);
  }

  /** The classes of those pictures that are there already. */
  private Map<Sha256, ClassId> known(
      ImportRow row, ExaminedChunk chunk, Map<Sha256, ClassId> before) {
    List<Sha256> pictures = new ArrayList<>(chunk.entries().size());
    Map<Sha256, ClassId> known = new HashMap<>();
    for (Examined entry : chunk.entries()) {
      if (entry instanceof Examined.Usable usable) {
        ClassId there = before.get(usable.sha256());
        if (there == null) {
          pictures.add(usable.sha256());
        } else {
          known.put(usable.sha256(), there);
        }
      }
    }
    known.putAll(tools.ledger().known(row.model(), pictures));
    return known;
  }

  private ArchiveLayout.Usable layout(ZipArchive archive, List<DatasetClass> all)
      throws ImportFailed {
    List<String> names = archive.entries().stream().map(ArchiveEntry::name).toList();
    // A first zip with one folder is mostly one that was packed a level too high.
    int classesMin = all.isEmpty() ? 2 : 1;
    return switch (ArchiveLayout.of(names, classesMin, tools.options().archive().classesMax())) {
      case ArchiveLayout.Usable usable -> usable;
      case ArchiveLayout.Unusable unusable ->
          throw new ImportFailed(ImportFailure.UNUSABLE_LAYOUT, unusable.sentence());
    };
  }

  /** Fixes the import's classes unless they are; returns all classes of the model. */
  private List<DatasetClass> open(
      ImportRow row, ArchiveLayout.Usable layout, List<DatasetClass> all)
      throws ImportFailed, ModelGone {
    List<ImportCounts> fixed = tools.imports().classes(row.id());
    if (!fixed.isEmpty()) {
      return all;
    }
    List<DatasetClass> wanted =
        layout.labels().stream().map(label -> new DatasetClass(ClassId.next(), label)).toList();
    return switch (tools.owner().open(row.model(), row.id(), wanted)) {
      case Opening.Opened opened -> {
        tools.reached(ImportStep.IMPORT_OPENED);
        Map<String, DatasetClass> byLabel =
            opened.classes().stream()
                .collect(Collectors.toMap(DatasetClass::label, each -> each, (a, b) -> a));
        tools
            .imports()
            .fixClasses(
                row.id(),
                layout.labels().stream().filter(byLabel::containsKey).map(byLabel::get).toList());
        tools.reached(ImportStep.CLASSES_FIXED);
        yield opened.classes();
      }
      case Opening.TooManyClasses many ->
          throw new ImportFailed(
              ImportFailure.TOO_MANY_CLASSES,
              "With this zip the model would have more than %d classes. Remove some, or use a second model."
                  .formatted(many.limit()));
      case Opening.ModelGone _ -> throw new ModelGone();
    };
  }
}
