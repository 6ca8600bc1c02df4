package sorrel.broken.dataset;

import sorrel.broken.model.Catalogue;

/** A fixture: datasets that know models. */
public record UserOfModels(Catalogue models) {}
