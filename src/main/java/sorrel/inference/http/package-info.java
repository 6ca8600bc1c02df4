/**
 * Routes by which pictures are classified, and by which people see how much a model is asked, what
 * is in memory, and pin it there.
 */
package sorrel.inference.http;
