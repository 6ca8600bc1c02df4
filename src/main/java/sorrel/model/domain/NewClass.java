package sorrel.model.domain;

import sorrel.kernel.ClassId;

/** A class to be added under an id that the caller made; ignored where the label exists already. */
public record NewClass(ClassId id, String label) {}
