/**
 * The bytes and rows of datasets: archives that are imported, and what is kept of them.
 *
 * <p>Owns reading and writing, no rules. Start reading at {@link sorrel.dataset.store.ZipArchive}.
 */
package sorrel.dataset.store;
