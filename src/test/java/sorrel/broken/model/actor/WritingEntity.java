package sorrel.broken.model.actor;

import org.jdbi.v3.core.Jdbi;

/** A fixture: an actor that knows the database. */
record WritingEntity(Jdbi jdbi) {}
