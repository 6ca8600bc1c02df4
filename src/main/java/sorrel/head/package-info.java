/**
 * Heads and tables of features as files.
 *
 * <p>Start reading at {@link sorrel.head.domain.Head}.
 */
package sorrel.head;
