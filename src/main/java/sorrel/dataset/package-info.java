/**
 * Labelled images: import, storage, splits, listing, removal, and the bin from which what was
 * removed can be put back.
 *
 * <p>Owns which images there are, in tables, and their bytes, in packs. Does not own classes and
 * counts: the models do, and are told of each change through {@link
 * sorrel.dataset.domain.DatasetOwner}. Start reading at {@link sorrel.dataset.Datasets}.
 */
package sorrel.dataset;
