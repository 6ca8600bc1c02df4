package sorrel.training.scaling;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Kubernetes' API server, spoken to as the service account of this pod: with the certificate, the
 * token and the namespace that Kubernetes lays into each
 * (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).
 */
final class KubernetesApi implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final int OK = 200;

  private final URI server;
  private final Path account;
  private final ObjectMapper json;
  private final HttpClient http;

  /**
   * An API server.
   *
   * @param account the folder of the service account
   * @throws IOException if its files cannot be read
   */
  KubernetesApi(URI server, Path account, ObjectMapper json) throws IOException {
    this.server = server;
    this.account = account;
    this.json = json;
    this.http =
        HttpClient.newBuilder().connectTimeout(PATIENCE).sslContext(trusting(account)).build();
  }

  /** The namespace that this pod is in. */
  String namespace() throws IOException {
    return Files.readString(account.resolve("namespace")).strip();
  }

  /** An object, or a list of them. */
  CompletionStage<JsonNode> get(String path) {
    return send(path, HttpRequest.newBuilder().GET());
  }

  /** Changes the parts of an object that are given (RFC 7396). */
  CompletionStage<JsonNode> merge(String path, Object parts) {
    return send(
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/merge-patch+json")
            .method(
                "PATCH", HttpRequest.BodyPublishers.ofString(json.valueToTree(parts).toString())));
  }

  private CompletionStage<JsonNode> send(String path, HttpRequest.Builder request) {
    try {
      // Read each time, as it is renewed every hour.
      String token = Files.readString(account.resolve("token")).strip();
      request
          .uri(server.resolve(path))
          .timeout(PATIENCE)
          .header("Authorization", "Bearer " + token)
          .header("Accept", "application/json");
    } catch (IOException failure) {
      return CompletableFuture.failedStage(failure);
    }
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(answer -> read(path, answer));
  }

  private JsonNode read(String path, HttpResponse<String> answer) {
    if (answer.statusCode() != OK) {
      throw new CompletionException(
          new IOException(
              "Kubernetes answered %d to %s: %s"
                  .formatted(answer.statusCode(), path, answer.body())));
    }
    try {
      return json.readTree(answer.body());
    } catch (IOException malformed) {
      throw new CompletionException(malformed);
    }
  }

  private static SSLContext trusting(Path account) throws IOException {
    try (InputStream file = Files.newInputStream(account.resolve("ca.crt"))) {
      KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        trusted.setCertificateEntry("ca" + number++, each);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IOException("The certificate of Kubernetes' API server cannot be used", broken);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
