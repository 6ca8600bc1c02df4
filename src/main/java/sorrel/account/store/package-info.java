/**
 * The tables {@code accounts} and {@code tokens}.
 *
 * <p>Owns their SQL and no rules. Start reading at {@link sorrel.account.store.AccountStore}.
 */
package sorrel.account.store;
