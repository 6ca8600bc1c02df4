/**
 * The rows of answering: inputs of classifications that were accepted and are not answered yet, and
 * the models that are pinned to memory.
 */
package sorrel.inference.store;
