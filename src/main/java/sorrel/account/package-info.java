/**
 * People and what acts for them: accounts, passwords, sessions, tokens.
 *
 * <p>Owns who somebody is and whether they are an administrator. Does not own what belongs to an
 * account: every other context keeps the account's id with its own things. Start reading at {@link
 * sorrel.account.Accounts}.
 */
package sorrel.account;
