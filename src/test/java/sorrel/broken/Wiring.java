package sorrel.broken;

/** A fixture: what nobody may depend on. */
public final class Wiring {}
