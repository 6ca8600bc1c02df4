/**
 * Sorrel as several processes that are killed, cut off and started again, and what is checked of
 * it.
 */
package sorrel.loadtest.nodes;
