/**
 * People and what acts for them: accounts, passwords, sessions, tokens, quotas.
 *
 * <p>Owns who somebody is, whether they are an administrator, and how much they may have. Does not
 * own what belongs to an account: every other context keeps the account's id with its own things.
 * Start reading at {@link sorrel.account.Accounts}.
 */
package sorrel.account;
