package sorrel.cli.measure;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sorrel.cli.client.Contract;
import sorrel.cli.client.SorrelClient;

/** Pictures that a model has not learned from, with the class that they are of. */
public final class TestingPictures {
  private static final String SPLIT = "testing";

  /** Which pictures are taken of too many must not change from one measurement to the next. */
  private static final long SEED = 20_260;

  private TestingPictures() {}

  /**
   * One of them.
   *
   * @param label its class
   * @param content reads its bytes; throws {@link UncheckedIOException}
   */
  public record Labelled(String label, Supplier<byte[]> content) {}

  /** Those that the server put aside itself; for zips that say nothing of a split. */
  public static List<Labelled> of(SorrelClient client, Contract.Model model) {
    // The listing may name a class by its id.
    Map<String, String> labels =
        model.classes().stream()
            .collect(Collectors.toMap(Contract.Category::id, Contract.Category::label));
    return client.images(model.id(), SPLIT, Integer.MAX_VALUE).stream()
        .map(
            image -> {
              String named = image.label().orElse("");
              return new Labelled(
                  labels.getOrDefault(named, named), () -> client.imageContent(image.id()));
            })
        .toList();
  }

  /** As many at most, each as likely as any other; the same ones each time. */
  public static List<Labelled> some(List<Labelled> all, int max) {
    List<Labelled> shuffled = shuffled(all);
    return shuffled.subList(0, Math.min(max, shuffled.size()));
  }

  /**
   * As many at most, with every class as often as any other that has enough; the same ones each
   * time, and the classes in turn.
   */
  public static List<Labelled> evenly(List<Labelled> all, int max) {
    SortedMap<String, List<Labelled>> byClass = new TreeMap<>();
    for (Labelled picture : shuffled(all)) {
      byClass.computeIfAbsent(picture.label(), _ -> new ArrayList<>()).add(picture);
    }
    List<Labelled> chosen = new ArrayList<>();
    int wanted = Math.min(max, all.size());
    for (int turn = 0; chosen.size() < wanted; turn++) {
      for (List<Labelled> ofClass : byClass.values()) {
        if (turn < ofClass.size() && chosen.size() < wanted) {
          chosen.add(ofClass.get(turn));
        }
      }
    }
    return List.copyOf(chosen);
  }

  private static List<Labelled> shuffled(List<Labelled> all) {
    List<Labelled> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled;
  }
}
