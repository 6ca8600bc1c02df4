package sorrel.broken.elsewhere;

/** A fixture: a class in a package that is no context. */
final class Stray {}
