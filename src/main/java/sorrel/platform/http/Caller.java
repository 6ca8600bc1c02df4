package sorrel.platform.http;

import sorrel.kernel.AccountId;

/**
 * The account that calls.
 *
 * @param administrator whether it may call {@link Access#ADMINISTRATOR} endpoints
 */
public record Caller(AccountId account, boolean administrator) {}
