package sorrel.platform.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the number of runners follows the jobs.
 *
 * @param min runners that are kept though nothing is to be done
 * @param max runners at most
 * @param qualityOfService jobs, waiting or being done, for which there is to be one runner
 * @param calm how long a runner is kept after it was last needed
 */
public record ScalingSettings(
    Provider provider,
    int min,
    int max,
    int qualityOfService,
    Duration calm,
    Kubernetes kubernetes) {
  /** Where runners come from. */
  public enum Provider {
    /** Nowhere: their number stays, or something outside changes it by the figures. */
    NONE,
    /** They are processes beside the node that keeps count. */
    PROCESSES,
    /** They are the pods of a Deployment. */
    KUBERNETES
  }

  /**
   * The Deployment of runners.
   *
   * @param api address of the API server; empty for what a pod's environment says
   * @param account the folder with the service account's token, its namespace and the server's
   *     certificate
   */
  public record Kubernetes(String deployment, Optional<URI> api, Path account) {}
}
