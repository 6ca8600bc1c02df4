package sorrel.account.domain;

/** A token at the one time when its secret is known. */
public record IssuedToken(Token token, Secret secret) {}
