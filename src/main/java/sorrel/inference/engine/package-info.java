/**
 * Serving through DJL: the only place in inference that sees an engine.
 *
 * <p>Owns loaded networks and their native memory; does not own the files or choose the version.
 * Start reading at {@link sorrel.inference.engine.DjlPredictorLoader}.
 */
package sorrel.inference.engine;
