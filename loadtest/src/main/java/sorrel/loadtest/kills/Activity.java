package sorrel.loadtest.kills;

import java.util.Locale;

/** What is under way when a node dies. */
enum Activity {
  IMPORT(1_500),
  TRAINING(4_000),
  SWAP(600),
  LOAD(1_000);

  private final int millisMax;

  Activity(int millisMax) {
    this.millisMax = millisMax;
  }

  /** About as long as it takes, so that a node may die anywhere in it. */
  int millisMax() {
    return millisMax;
  }

  /** For people. */
  String words() {
    return name().toLowerCase(Locale.ROOT);
  }
}
