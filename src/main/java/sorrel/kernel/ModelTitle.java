package sorrel.kernel;

/** What a model is known by to those who do not have it open: its name, and whose it is. */
public record ModelTitle(String name, AccountId owner) {}
