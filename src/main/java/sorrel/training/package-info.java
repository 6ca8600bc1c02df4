/**
 * How networks are made: architectures, rounds on runners, and the engine that trains them.
 *
 * <p>Owns training itself; does not own the model that asks for it or the images it learns from.
 * Start reading at {@link sorrel.training.domain.TrainingEngine}.
 */
package sorrel.training;
