/** Inputs of classifications that were accepted and are not answered yet. */
package sorrel.inference.store;
