/**
 * What the program says of itself: log lines.
 *
 * <p>Owns the form of lines; does not own what is said. Start reading at {@link
 * sorrel.platform.telemetry.Logs}.
 */
package sorrel.platform.telemetry;
