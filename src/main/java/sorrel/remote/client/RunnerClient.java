package sorrel.remote.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import sorrel.kernel.ModelId;
import sorrel.platform.blobs.BlobSpaces;
import sorrel.platform.blobs.BlobStore;
import sorrel.platform.blobs.FetchedBlobSpaces;
import sorrel.training.JobRunner;
import sorrel.training.actor.JobExecutor;
import sorrel.training.domain.ImageSource;
import sorrel.training.domain.RunnerTraits;

/** A server as this machine's runner sees it: where pictures and blobs are, and who gives jobs. */
public final class RunnerClient implements AutoCloseable {
  private final ServerConnection server;
  private final Assignments jobs = new Assignments();
  private final ImageSource images;
  private final BlobSpaces blobs;
  private final ProgressSender progress;
  private volatile Optional<RemoteRunner> runner = Optional.empty();

  private RunnerClient(ServerConnection server, Path blobFolder, long blobBytes)
      throws IOException {
    this.server = server;
    PatientRequests requests = new PatientRequests(jobs);
    images = new HttpImages(server, requests);
    blobs =
        FetchedBlobSpaces.open(
            blobFolder, blobBytes, InstantSource.system(), new HttpBlobs(server, requests));
    progress = new ProgressSender(server);
  }

  /**
   * Nothing is sent yet.
   *
   * @param json knows the sealed types of jobs and reports
   * @param blobFolder of this process alone, for copies of blobs
   * @param blobBytes of all copies
   */
  public static RunnerClient of(
      URI server, String token, ObjectMapper json, Path blobFolder, long blobBytes)
      throws IOException {
    return new RunnerClient(new ServerConnection(server, token, json), blobFolder, blobBytes);
  }

  public ImageSource images() {
    return images;
  }

  /** The blobs of a model. */
  public BlobStore blobs(ModelId model) {
    try {
      return blobs.of(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes the copies of a model's blobs. */
  public void erase(ModelId model) {
    try {
      blobs.deleteAll(model.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Shows to those who watch how far jobs are. */
  public JobRunner.Listener progress() {
    return progress;
  }

  /** The models of jobs that are at hand. */
  public Set<ModelId> busy() {
    return jobs.models();
  }

  /**
   * Works until {@link #close}; blocking.
   *
   * @param slots jobs at once
   * @param traits asked with each poll
   * @param erase removes what is kept of a model that is no more
   * @param notes hears a sentence when something changes for the person who started this
   * @throws RunnerEnded if the server will not have this runner
   */
  public void run(
      JobExecutor executor,
      int slots,
      Supplier<RunnerTraits> traits,
      Consumer<ModelId> erase,
      Consumer<String> notes) {
    RemoteRunner started =
        new RemoteRunner(
            server, jobs, executor, new RemoteRunner.Node(slots, traits, erase, notes));
    runner = Optional.of(started);
    started.run();
  }

  /** Gives the jobs back and says goodbye; takes some seconds at most. */
  @Override
  public void close() {
    runner.ifPresent(RemoteRunner::close);
    progress.close();
    server.close();
  }
}
