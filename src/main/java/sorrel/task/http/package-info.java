/** Routes to tasks, to what they come to by hours and days, and to the feed of live events. */
package sorrel.task.http;
