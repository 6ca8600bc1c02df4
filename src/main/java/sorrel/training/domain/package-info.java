/**
 * Training as values: layers, architectures, recipes, the order of a round and its outcome.
 *
 * <p>Owns what a network is and how it is to be trained, and the port to the engine that does it.
 * Does not own a tensor, a thread or a file format. Start reading at {@link
 * sorrel.training.domain.Architecture}, then {@link sorrel.training.domain.TrainingEngine}.
 */
package sorrel.training.domain;
