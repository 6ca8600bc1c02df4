package sorrel.platform.config;

import java.util.Optional;

/**
 * Which database is used.
 *
 * @param address of a server of the user's own; empty starts the embedded one
 * @param connections for tables, beside those of the journal
 */
public record DatabaseSettings(Optional<DatabaseAddress> address, int connections) {}
