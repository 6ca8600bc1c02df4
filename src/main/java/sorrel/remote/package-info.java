/**
 * Runners that are no members of the cluster: they come over HTTP, show a token, and do the work of
 * everyone or of one account.
 *
 * <p>Owns their tokens, their sessions, and what they may read and write; does not own which job
 * goes where, which is the training scheduler's, nor how a job is done. Start reading at {@link
 * sorrel.remote.domain.RunnerSession}.
 */
package sorrel.remote;
