package sorrel.dataset.worker;

/**
 * Ends the work on an import that is to go on later, or elsewhere; no fault, so without a trace.
 */
final class ImportStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ImportStopped(String why) {
    super(why, null, false, false);
  }
}
