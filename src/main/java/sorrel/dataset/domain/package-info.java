/**
 * The rules of a dataset: how an archive's names become classes and splits, and its limits. And the
 * words of its images, its imports and its bin, which the other layers share.
 *
 * <p>Pure: owns no bytes, no rows and no clock. Start reading at {@link
 * sorrel.dataset.domain.ArchiveLayout}.
 */
package sorrel.dataset.domain;
