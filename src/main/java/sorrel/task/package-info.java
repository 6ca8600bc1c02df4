/**
 * Work that a user asked for and can look up: classifications, imports and runs with their
 * progress, result and verdict.
 *
 * <p>Owns the rows that people see of work. Does not own the work: whoever does it records it here.
 * Start reading at {@link sorrel.task.Tasks}.
 */
package sorrel.task;
