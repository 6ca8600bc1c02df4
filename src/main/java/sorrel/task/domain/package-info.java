/** What a task is. */
package sorrel.task.domain;
