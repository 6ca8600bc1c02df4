package sorrel.network.domain;

/** What the files of an exported network are called, in a folder of their own. */
public final class NetworkFiles {
  /** A SavedModel whose weights are constants: there is nothing beside it. */
  public static final String SAVED_MODEL = "saved_model.pb";

  /** The same network as ONNX. */
  public static final String ONNX = "model.onnx";

  private NetworkFiles() {}
}
