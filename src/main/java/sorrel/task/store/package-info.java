/** The table of tasks. */
package sorrel.task.store;
