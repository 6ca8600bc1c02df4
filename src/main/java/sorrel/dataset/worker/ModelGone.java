package sorrel.dataset.worker;

/** Ends an import because its model was deleted. */
final class ModelGone extends Exception {
  private static final long serialVersionUID = 1L;

  ModelGone() {
    super("the model was deleted", null, false, false);
  }
}
