/**
 * Rules of accounts without machinery: email addresses, passwords, secrets, refusals.
 *
 * <p>Owns what is valid; does not own how it is kept or sent. Start reading at {@link
 * sorrel.account.domain.AccountRejection}.
 */
package sorrel.account.domain;
