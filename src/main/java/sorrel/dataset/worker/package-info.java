/**
 * The work on datasets: importing zips, adding and removing single pictures, telling the models.
 *
 * <p>Owns when things happen and what happens after a crash; the rules are in the domain and the
 * transactions in the store. Start reading at {@link sorrel.dataset.worker.ImportRun}.
 */
package sorrel.dataset.worker;
