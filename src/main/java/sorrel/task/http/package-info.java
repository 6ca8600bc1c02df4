/** Routes to tasks and to the feed of live events. */
package sorrel.task.http;
