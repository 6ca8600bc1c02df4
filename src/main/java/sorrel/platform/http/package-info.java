/**
 * The HTTP server as a table of endpoints: routing, who may call, bodies and their limits, JSON,
 * problems (RFC 9457), request ids, metrics and health.
 *
 * <p>Owns everything about HTTP that no business context decides; knows no context. Does not own
 * passwords and tokens: {@link sorrel.platform.http.Authenticator} is a port. Start reading at
 * {@link sorrel.platform.http.Endpoint}, {@link sorrel.platform.http.Call} and {@link
 * sorrel.platform.http.Reply}; {@link sorrel.platform.http.HttpServer} puts them together.
 */
package sorrel.platform.http;
