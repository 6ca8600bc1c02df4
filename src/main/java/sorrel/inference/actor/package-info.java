/**
 * One server a model, sharded by model id: keeps a network in memory and batches requests to it.
 */
package sorrel.inference.actor;
