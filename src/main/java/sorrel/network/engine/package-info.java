/**
 * Networks through DJL: the only place that sees an engine for what is trained already.
 *
 * <p>Owns loaded networks and their native memory; does not own the files or choose the version.
 * Start reading at {@link sorrel.network.engine.FasterNetworkLoader}.
 */
package sorrel.network.engine;
