/**
 * What serves, as ports: a loaded network and how it is loaded.
 *
 * <p>Owns no engine and no files. Start reading at {@link sorrel.inference.domain.Predictor}.
 */
package sorrel.inference.domain;
