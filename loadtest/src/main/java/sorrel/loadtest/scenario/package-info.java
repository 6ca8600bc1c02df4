/** What is asked of a server, and of whom. */
package sorrel.loadtest.scenario;
