/**
 * The rules of a model: what may happen to it, what happened, and what must be under way.
 *
 * <p>Owns classes with their counts, runs with their candidates, versions, what serves, deletion.
 * Does not own image rows or bytes (context dataset), nor how a network is trained (context
 * training). Pure: time and ids arrive in commands. Start reading at {@link
 * sorrel.model.domain.Model}, then {@link sorrel.model.domain.RunPolicy}.
 */
package sorrel.model.domain;
