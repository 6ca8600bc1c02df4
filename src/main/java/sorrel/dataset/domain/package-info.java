/**
 * The rules of a dataset: how an archive's names become classes and splits, and its limits.
 *
 * <p>Pure: owns no bytes, no rows and no clock. Start reading at {@link
 * sorrel.dataset.domain.ArchiveLayout}.
 */
package sorrel.dataset.domain;
