package sorrel.broken.training.engine;

import sorrel.broken.model.domain.StoredRule;

/** A fixture: an engine that knows another context. */
record CuriousEngine(StoredRule rule) {}
