/**
 * The work on datasets: importing zips, adding, moving and removing single pictures, keeping what
 * was removed for a while, telling the models.
 *
 * <p>Owns when things happen and what happens after a crash; the rules are in the domain and the
 * transactions in the store. Start reading at {@link sorrel.dataset.worker.ImportRun}.
 */
package sorrel.dataset.worker;
