/**
 * Frozen networks, from pixels to features: their files, and the engines that run them.
 *
 * <p>Owns what is loaded and what a node keeps of the files; does not own the blobs, or what is
 * made of the features. Start reading at {@link sorrel.network.Networks}.
 */
package sorrel.network;
