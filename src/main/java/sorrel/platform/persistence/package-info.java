/**
 * The PostgreSQL database: the server that comes with the program, connections, migrations and the
 * journal's upkeep.
 *
 * <p>Owns the life of the embedded server and the pool; does not own any context's tables or
 * queries, only the order of migrations in {@code db/migration}. Start reading at {@link
 * sorrel.platform.persistence.EmbeddedPostgres} and {@link sorrel.platform.persistence.Database}.
 */
package sorrel.platform.persistence;
