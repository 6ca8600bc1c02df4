package sorrel.kernel;

/**
 * How much of something an account uses, and how much it may. What is used may be beyond that: a
 * limit can be lowered, and what is used at the same moment is not waited for.
 */
public record Allowance(long used, long allowed) {
  /** How much more may be used; never less than nothing. */
  public long left() {
    return Math.max(0, allowed - used);
  }

  public boolean fits(long more) {
    return more <= left();
  }
}
