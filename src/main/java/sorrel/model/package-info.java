/**
 * What users make: the sharded, persistent model that owns its dataset's summary, its candidates
 * and its versions, and says which version serves.
 *
 * <p>Owns the decisions. Does not own image rows and bytes (dataset), how networks are trained
 * (training) or how they answer (inference). Start reading at {@link sorrel.model.domain.Model}.
 */
package sorrel.model;
