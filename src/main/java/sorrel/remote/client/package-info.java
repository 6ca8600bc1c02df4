/**
 * The runner's side: asks a server for orders, does them, and reads and writes over HTTP.
 *
 * <p>Start reading at {@link sorrel.remote.client.RemoteRunner}.
 */
package sorrel.remote.client;
