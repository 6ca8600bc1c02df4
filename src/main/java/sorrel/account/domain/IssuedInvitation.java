package sorrel.account.domain;

/** An invitation at the one time when its secret is known. */
public record IssuedInvitation(Invitation invitation, Secret secret) {}
