/**
 * Accounts, sessions and tokens over HTTP, and the check of every other request's token.
 *
 * <p>Owns addresses, JSON and problems; the rules are the facade's. Start reading at {@link
 * sorrel.account.http.AccountRoutes}.
 */
package sorrel.account.http;
