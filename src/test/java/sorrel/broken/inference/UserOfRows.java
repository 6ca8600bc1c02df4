package sorrel.broken.inference;

import sorrel.broken.model.store.TalkingTable;

/** A fixture: a context that reads another's rows. */
record UserOfRows(TalkingTable table) {}
