package sorrel.broken.cli;

import sorrel.broken.model.Catalogue;

/** A fixture: a command that knows the server's classes. */
record InsiderCommand(Catalogue models) {}
