/** Rows by which models and runs are found and listed; the journal is what holds them. */
package sorrel.model.store;
