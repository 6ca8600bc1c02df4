/**
 * What serves, as ports: a version in memory, and what it says of a picture. And the rules of what
 * is in memory: what leaves first, and how many servers a model has.
 *
 * <p>Owns no engine and no files. Start reading at {@link sorrel.inference.domain.Predictor}.
 */
package sorrel.inference.domain;
