/** The table of runners' tokens. Start reading at {@link sorrel.remote.store.RunnerTokenTable}. */
package sorrel.remote.store;
