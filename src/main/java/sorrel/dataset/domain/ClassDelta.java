package sorrel.dataset.domain;

import sorrel.kernel.ClassId;

/**
 * By how many images one class grew or shrank.
 *
 * @param training change in the training split; negative when images went
 * @param testing change in the testing split
 */
public record ClassDelta(ClassId classId, int training, int testing) {}
