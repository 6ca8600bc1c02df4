package sorrel.broken.model;

import sorrel.broken.dataset.UserOfModels;

/** A fixture: it may use datasets, which may not use it. */
public record Catalogue(UserOfModels dataset) {}
