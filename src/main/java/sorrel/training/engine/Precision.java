package sorrel.training.engine;

/** The numbers that multiplications are done in while training. */
public enum Precision {
  /** 32-bit floats. */
  FLOAT32,
  /** 16-bit floats where the library thinks it safe; sums and weights stay 32-bit. */
  BFLOAT16;

  /** What is fastest on this processor. */
  public static Precision suited() {
    return Processor.multipliesBfloat16() ? BFLOAT16 : FLOAT32;
  }
}
