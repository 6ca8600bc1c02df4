/** Routes to models, their classes, runs and versions, and the JSON and problems they speak. */
package sorrel.model.http;
