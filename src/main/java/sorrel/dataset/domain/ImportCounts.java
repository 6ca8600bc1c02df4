package sorrel.dataset.domain;

/**
 * How many images an import added to one class.
 *
 * @param training in the training split
 * @param testing in the testing split
 */
public record ImportCounts(DatasetClass of, int training, int testing) {}
