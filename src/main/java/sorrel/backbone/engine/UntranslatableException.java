package sorrel.backbone.engine;

/** Something in a graph has no counterpart in ONNX; the message names it, for people. */
final class UntranslatableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UntranslatableException(String what) {
    super(what);
  }
}
