package sorrel.network.engine;

/** Keeps DJL from the network. */
final class Offline {
  private Offline() {}

  /**
   * To be called before DJL is first touched. By itself DJL asks the addresses of a cloud whether
   * it runs there, reports that it was used, and looks for models and native libraries to download.
   */
  static void stay() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
  }
}
