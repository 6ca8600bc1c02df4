package sorrel.remote.client;

import java.io.IOException;
import java.nio.file.Path;
import sorrel.kernel.ModelId;
import sorrel.kernel.Sha256;
import sorrel.platform.blobs.BlobMissingException;
import sorrel.platform.blobs.BlobSource;

/** The server's blobs, of models that this runner has jobs of. */
final class HttpBlobs implements BlobSource {
  private static final int NOT_FOUND = 404;

  private final ServerConnection server;
  private final PatientRequests requests;

  HttpBlobs(ServerConnection server, PatientRequests requests) {
    this.server = server;
    this.requests = requests;
  }

  @Override
  public void fetch(String store, Sha256 address, Path file) throws IOException {
    boolean found =
        requests.answer(
            ModelId.of(store),
            () -> {
              try {
                server.download(path(store, address), file);
                return true;
              } catch (Refused refused) {
                if (refused.status() == NOT_FOUND) {
                  return false;
                }
                throw refused;
              }
            });
    if (!found) {
      throw new BlobMissingException(address);
    }
  }

  @Override
  public void send(String store, Sha256 address, Path file) throws IOException {
    requests.answer(
        ModelId.of(store),
        () -> {
          server.upload(path(store, address), file);
          return true;
        });
  }

  private static String path(String model, Sha256 address) {
    return "/models/%s/blobs/%s".formatted(model, address.hex());
  }
}
