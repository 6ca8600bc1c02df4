package sorrel.platform.http.pages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a file's bytes are compressed, the smallest first. */
enum Encoding {
  BROTLI("br", ".br"),
  GZIP("gzip", ".gz"),
  IDENTITY("identity", "");

  /** Bytes as they are do for everyone, but only where nothing else does. */
  private static final double UNNAMED_IDENTITY = 1e-6;

  private final String word;
  private final String suffix;

  Encoding(String word, String suffix) {
    this.word = word;
    this.suffix = suffix;
  }

  /** What HTTP calls it. */
  String word() {
    return word;
  }

  /** What the name of such a file ends with, after the name of the file it was made of. */
  String suffix() {
    return suffix;
  }

  /**
   * What the caller likes best of what there is, by the weights that it gives (RFC 9110, 12.5.3);
   * of two that it likes as much the smaller one.
   *
   * @param accepted the value of {@code Accept-Encoding}
   * @param present with {@link #IDENTITY}, which is the answer where nothing is accepted
   */
  static Encoding best(Optional<String> accepted, Set<Encoding> present) {
    Map<String, Double> weights = weights(accepted.orElse(""));
    return Arrays.stream(values())
        .filter(present::contains)
        .filter(encoding -> encoding.weight(weights) > 0)
        .sorted(Comparator.comparingDouble((Encoding each) -> each.weight(weights)).reversed())
        .findFirst()
        .orElse(IDENTITY);
  }

  private double weight(Map<String, Double> weights) {
    double unnamed = this == IDENTITY ? UNNAMED_IDENTITY : 0;
    return weights.getOrDefault(word, weights.getOrDefault("*", unnamed));
  }

  private static Map<String, Double> weights(String accepted) {
    Map<String, Double> weights = new HashMap<>();
    for (String each : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = each.split(";", 2);
      weights.put(parts[0].strip(), parts.length == 1 ? 1 : weight(parts[1].strip()));
    }
    return weights;
  }

  /** The number after {@code q=}; what is none does not count. */
  private static double weight(String parameter) {
    return parameter.matches("q\\s*=\\s*[01](\\.[0-9]{0,3})?")
        ? Double.parseDouble(parameter.substring(parameter.indexOf('=') + 1).strip())
        : 0;
  }
}
