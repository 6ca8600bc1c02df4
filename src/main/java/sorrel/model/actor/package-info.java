/**
 * The sharded, persistent actor of each model. Message plumbing only: the rules are {@link
 * sorrel.model.domain.Model}'s, and the work that a state calls for is {@link
 * sorrel.model.actor.ModelDuties}'s.
 */
package sorrel.model.actor;
