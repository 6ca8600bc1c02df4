package sorrel.broken.platform.http;

import sorrel.broken.model.Catalogue;

/** A fixture: technique that knows the business. */
record KnowingServer(Catalogue models) {}
