package sorrel.platform.config;

import java.nio.file.Path;

/**
 * With what nodes prove to each other that they belong together: PEM files, read anew every few
 * minutes, so that they can be replaced while a node runs.
 *
 * @param key the private key of the certificate: RSA, not encrypted
 * @param certificate of the node; all nodes' have one name in common
 * @param authority whose certificates are believed, and which signed the node's itself
 */
public record ClusterTls(Path key, Path certificate, Path authority) {}
