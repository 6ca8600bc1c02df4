package sorrel.broken.model.domain;

import org.jdbi.v3.core.Jdbi;

/** A fixture: a rule that knows the database. */
public record StoredRule(Jdbi jdbi) {}
