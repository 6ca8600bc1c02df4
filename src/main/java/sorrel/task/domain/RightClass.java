package sorrel.task.domain;

import sorrel.kernel.ClassId;

/** The class that a verdict says is right, of those that the model has. */
public record RightClass(ClassId id, String label) {}
