package sorrel.kernel;

import java.util.Arrays;

/** Which of a run's images are meant. */
public enum Part {
  /** What the weights are fitted to. */
  TRAINING(1),
  /** A tenth of the training split, held back: all decisions rest on it. */
  VALIDATION(2),
  /** Only for the figure that people see. */
  TESTING(3);

  private final int code;

  Part(int code) {
    this.code = code;
  }

  /** Stands for it in files; above 0. */
  public int code() {
    return code;
  }

  /**
   * The part with a code.
   *
   * @throws IllegalArgumentException if none has it
   */
  public static Part of(int code) {
    return Arrays.stream(values())
        .filter(part -> part.code == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part has the code " + code));
  }
}
