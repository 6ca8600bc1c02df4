/**
 * A frozen network from pixels to features, as ports: what it does and how it is loaded.
 *
 * <p>Owns no engine and no files. Start reading at {@link sorrel.network.domain.Network}.
 */
package sorrel.network.domain;
