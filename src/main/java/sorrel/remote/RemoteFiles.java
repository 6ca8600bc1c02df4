package sorrel.remote;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import sorrel.dataset.Datasets;
import sorrel.dataset.domain.StoredImage;
import sorrel.kernel.ClassId;
import sorrel.kernel.ImageId;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.network.domain.NetworkBlobs;
import sorrel.network.engine.ForeignNetwork;
import sorrel.platform.blobs.BlobStore;
import sorrel.remote.domain.JobNeeds;
import sorrel.remote.domain.PictureRow;
import sorrel.remote.domain.Protocol;
import sorrel.remote.domain.RunnerIdentity;
import sorrel.training.domain.JobReport;
import sorrel.training.domain.TrainingJob;

/** Pictures and blobs as runners read and write them. Blocking; who may is asked before. */
public final class RemoteFiles {
  private final Datasets datasets;
  private final Function<ModelId, BlobStore> blobs;

  public RemoteFiles(Datasets datasets, Function<ModelId, BlobStore> blobs) {
    this.datasets = datasets;
    this.blobs = blobs;
  }

  /** How many pictures there are of each class. */
  public Map<ClassId, Integer> counts(ModelId model, Instant until) {
    return datasets.counts(model, until);
  }

  /** The next pictures, from after one or from the first. */
  public PictureRow.Page pictures(ModelId model, Instant until, Optional<ImageId> after) {
    List<StoredImage> rows = datasets.following(model, until, after, Protocol.PICTURES_MAX);
    return new PictureRow.Page(
        rows.stream()
            .map(
                row ->
                    new PictureRow(row.id(), row.classId(), row.split(), row.sha256(), row.kin()))
            .toList(),
        rows.size() < Protocol.PICTURES_MAX);
  }

  /**
   * The files of some pictures in the order asked for, as many as fit and one at least: for each
   * its length as a big-endian int and its bytes, or a length of -1 for one that is gone.
   */
  public byte[] files(ModelId model, Instant until, List<ImageId> wanted) {
    Map<ImageId, StoredImage> found =
        datasets.some(model, until, wanted).stream()
            .collect(Collectors.toMap(StoredImage::id, row -> row, (one, _) -> one));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes);
        var reader = datasets.bytes(model)) {
      for (ImageId each : wanted) {
        if (found.containsKey(each)) {
          byte[] file = reader.read(found.get(each).slice());
          out.writeInt(file.length);
          out.write(file);
        } else {
          out.writeInt(-1);
        }
        if (bytes.size() >= Protocol.FILE_BYTES) {
          break;
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return bytes.toByteArray();
  }

  /** A file with a blob's bytes, to be opened soon; empty if there is no such blob. */
  public Optional<Path> blob(ModelId model, Sha256 address) throws IOException {
    BlobStore store = blobs.apply(model);
    return store.exists(address) ? Optional.of(store.local(address)) : Optional.empty();
  }

  /** A new file to write a blob to, for {@link #keep}. */
  public Path blobFile(ModelId model) throws IOException {
    return blobs.apply(model).temporaryFile();
  }

  /** Takes a file as a blob; false if its bytes are others. The file is gone afterwards. */
  public boolean keep(ModelId model, Sha256 address, Path file) throws IOException {
    try {
      boolean same = hash(file).equals(address);
      if (same) {
        blobs.apply(model).put(file);
      }
      return same;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Sha256 hash(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    return Sha256.from(digest);
  }

  /**
   * What speaks against a report: parts that were not sent, or a network that does more than to
   * calculate, from somebody who is no administrator.
   */
  public Optional<String> objection(RunnerIdentity runner, TrainingJob job, JobReport report)
      throws IOException {
    BlobStore store = blobs.apply(job.key().model());
    for (Sha256 each : JobNeeds.reported(report)) {
      if (!store.exists(each)) {
        return Optional.of("The report names a blob that was not sent. Send it first.");
      }
    }
    return runner.onlyFor().isPresent() && report instanceof JobReport.FinishDone done
        ? objection(store, job, done.network())
        : Optional.empty();
  }

  private static Optional<String> objection(BlobStore store, TrainingJob job, NetworkBlobs network)
      throws IOException {
    Optional<NetworkBlobs> unchanged = JobNeeds.frozen(job);
    if (unchanged.isPresent()) {
      return unchanged.get().equals(network)
          ? Optional.empty()
          : Optional.of("The network of this job stays as it is.");
    }
    List<Path> origin = new ArrayList<>();
    for (Sha256 each : JobNeeds.origin(job).stream().toList()) {
      origin.add(store.local(each));
    }
    Optional<String> objection = Optional.empty();
    if (network.savedModel().isPresent()) {
      objection = ForeignNetwork.savedModel(store.local(network.savedModel().get()), origin);
    }
    if (objection.isEmpty() && network.onnx().isPresent()) {
      objection = ForeignNetwork.onnx(store.local(network.onnx().get()));
    }
    return objection;
  }
}
