package sorrel.platform.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The server's {@code postgresql.conf}: small enough for a laptop, safe against loss of power.
 *
 * @param port on loopback
 * @param durable whether a commit is on the disk before it is acknowledged; only tests do without
 */
record ServerConfiguration(int port, boolean durable) {
  /** Connections: the tables' pool, the journal's, and room for a few tools. */
  private static final int CONNECTIONS_MAX = 60;

  void write(Path cluster) throws IOException {
    Files.writeString(cluster.resolve("postgresql.conf"), text());
  }

  String text() {
    String safe = durable ? "on" : "off";
    return """
        # Written by Sorrel at each start.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = %d
        password_encryption = scram-sha-256
        shared_buffers = 128MB
        work_mem = 8MB
        maintenance_work_mem = 64MB
        min_wal_size = 80MB
        max_wal_size = 1GB
        # Nobody replicates from this server, so its log need only survive a crash.
        wal_level = minimal
        max_wal_senders = 0
        fsync = %s
        full_page_writes = %s
        synchronous_commit = %s
        # Queries are short: planning to compile them costs more than it gives.
        jit = off
        max_parallel_workers_per_gather = 0
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_min_messages = warning
        log_checkpoints = off
        log_line_prefix = '%%m [%%p] '
        """
        .formatted(port, CONNECTIONS_MAX, safe, safe, safe);
  }
}
