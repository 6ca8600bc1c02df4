/**
 * Remote runners over HTTP: their tokens, and all that they ask for.
 *
 * <p>Start reading at {@link sorrel.remote.http.RemoteRunnerRoutes}.
 */
package sorrel.remote.http;
