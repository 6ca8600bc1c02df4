/** Sorrel as a process of its own. */
package sorrel.loadtest.server;
