/**
 * Servers of models, which keep a network in memory and batch requests to it: the first of a model
 * is sharded by its id, further ones are on other nodes while it is asked much. On each node one
 * actor has further servers begin and end, one runs those of other nodes' models, and what all take
 * in memory is kept within a budget.
 *
 * <p>Start reading at {@link sorrel.inference.actor.ModelServer}.
 */
package sorrel.inference.actor;
