/** What administrators see of runners. */
package sorrel.training.http;
