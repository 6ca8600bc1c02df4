/**
 * Routes to models, their classes, runs, versions and reports, and the JSON and problems they
 * speak.
 */
package sorrel.model.http;
