/**
 * The commands that people type: clients of the REST API, with progress and plain words.
 *
 * <p>Owns the command line, its exit codes and what it prints. Does not own the server: it is
 * handed in as a function that starts one. Start reading at {@link sorrel.cli.CommandLines}.
 */
package sorrel.cli;
