/**
 * What a remote runner says and is told, and what follows from it.
 *
 * <p>The records that travel are the same on both sides. Start reading at {@link
 * sorrel.remote.domain.RunnerSession}.
 */
package sorrel.remote.domain;
