/** What administrators see of all runners, and people of their own. */
package sorrel.training.http;
