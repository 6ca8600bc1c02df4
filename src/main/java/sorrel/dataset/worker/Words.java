package sorrel.dataset.worker;

import java.util.Locale;

/** Constants as callers read them. */
final class Words {
  private Words() {}

  /** In kebab-case. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
