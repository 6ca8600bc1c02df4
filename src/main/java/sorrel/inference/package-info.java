/**
 * Answers: a picture goes to the node that has its model in memory, joins a batch and comes back as
 * probabilities.
 *
 * <p>Owns the servers of models, which of them are in memory and where, and the answers' way to and
 * from them. Does not own which version serves (model), what is kept of answers (task) nor how
 * pictures are decoded (picture). Start reading at {@link sorrel.inference.Classifier} and {@link
 * sorrel.inference.actor.ModelServer}.
 */
package sorrel.inference;
