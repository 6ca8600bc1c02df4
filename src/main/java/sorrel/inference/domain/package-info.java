/**
 * What serves, as ports: a version in memory, and what it says of a picture.
 *
 * <p>Owns no engine and no files. Start reading at {@link sorrel.inference.domain.Predictor}.
 */
package sorrel.inference.domain;
