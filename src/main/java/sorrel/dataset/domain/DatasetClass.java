package sorrel.dataset.domain;

import sorrel.kernel.ClassId;

/** A class of a model, as far as a dataset needs to know it. */
public record DatasetClass(ClassId id, String label) {}
