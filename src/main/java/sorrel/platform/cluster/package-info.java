/** The nodes that this process works with. */
package sorrel.platform.cluster;
