/**
 * The bytes and rows of datasets: archives that are imported, what is kept of them, and what was
 * removed.
 *
 * <p>Owns reading and writing, no rules. Start reading at {@link sorrel.dataset.store.ZipArchive}.
 */
package sorrel.dataset.store;
