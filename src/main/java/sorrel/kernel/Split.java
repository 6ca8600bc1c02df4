package sorrel.kernel;

/** Which part of a dataset an image is in. */
public enum Split {
  /** Learned from; a stable tenth of it is the validation part, which decisions use. */
  TRAINING,
  /** Only for the figure that people see. */
  TESTING
}
