package sorrel.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import sorrel.cli.client.Contract;
import sorrel.cli.text.Table;
import sorrel.cli.text.Words;

/** A run's candidates as a table, the best first. */
final class Leaderboard {
  /** As many as a small terminal shows; the rest are behind these. */
  private static final int SHOWN_MAX = 12;

  private static final Comparator<Contract.Candidate> BEST_FIRST =
      Comparator.comparingDouble(
              (Contract.Candidate candidate) ->
                  candidate.accuracy().map(a -> -a.value()).orElse(1.0))
          .thenComparingLong(Contract.Candidate::parameters);

  private Leaderboard() {}

  static List<String> of(Contract.Run run, Duration elapsed) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Training: %s, target %s, %s so far"
            .formatted(run.state(), Words.percent(run.targetAccuracy()), Words.of(elapsed)));
    lines.addAll(rows(run));
    return lines;
  }

  /** Without the elapsed time, which changes all the time. */
  static List<String> rows(Contract.Run run) {
    if (run.candidates().isEmpty()) {
      return List.of();
    }
    Table table =
        new Table("", "candidate", ">parameters", ">epochs", "accuracy (validation)", "state");
    List<Contract.Candidate> ranked = run.candidates().stream().sorted(BEST_FIRST).toList();
    for (int i = 0; i < Math.min(SHOWN_MAX, ranked.size()); i++) {
      Contract.Candidate candidate = ranked.get(i);
      table.row(
          "%2d".formatted(i + 1),
          candidate.architecture(),
          Words.of(candidate.parameters()),
          candidate.epochs() + "/" + candidate.epochsPlanned(),
          candidate.accuracy().map(Words::percent).orElse("-"),
          candidate.state().toLowerCase(Locale.ROOT)
              + candidate.problem().map(problem -> ": " + problem).orElse(""));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (ranked.size() > SHOWN_MAX) {
      lines.add("    and " + (ranked.size() - SHOWN_MAX) + " more");
    }
    return lines;
  }
}
