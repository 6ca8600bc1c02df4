/**
 * A typed client of the REST API.
 *
 * <p>Owns requests, retries and the words of what went wrong; knows nothing of terminals. Start
 * reading at {@link sorrel.cli.client.SorrelClient} and {@link sorrel.cli.client.Contract}.
 */
package sorrel.cli.client;
