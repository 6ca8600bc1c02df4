/**
 * Classification: from a picture's pixels to the probability of each class.
 *
 * <p>Owns what serves; does not own how a network came to be. Start reading at {@link
 * sorrel.inference.domain.Predictor}.
 */
package sorrel.inference;
