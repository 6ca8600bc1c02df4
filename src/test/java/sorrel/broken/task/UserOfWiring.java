package sorrel.broken.task;

import sorrel.broken.Wiring;

/** A fixture: a context that knows who wires it. */
record UserOfWiring(Wiring wiring) {}
