package sorrel.dataset.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sorrel.dataset.domain.DatasetImage;
import sorrel.dataset.domain.DatasetImage.Refused;
import sorrel.dataset.domain.ImportCounts;
import sorrel.dataset.domain.ImportEnding;
import sorrel.dataset.domain.ImportFailure;
import sorrel.dataset.domain.ImportResult;
import sorrel.dataset.domain.ImportResult.ClassCount;
import sorrel.dataset.domain.ImportResult.RefusedPicture;
import sorrel.dataset.domain.ImportResult.RefusedPictures;
import sorrel.dataset.domain.ImportRow;
import sorrel.dataset.domain.NoRoom;

/** Says what came of an import, from what its batches left in the tables. */
final class ImportResults {
  /** Refused pictures told with the result; the others are in the list of images. */
  private static final int REFUSED_SHOWN = 20;

  private final ImportTools tools;

  ImportResults(ImportTools tools) {
    this.tools = tools;
  }

  /** How an import ends whose zip was read to the end. */
  ImportEnding of(ImportRow begun) {
    ImportRow row =
        tools
            .imports()
            .find(begun.id())
            .orElseThrow(() -> new ImportStopped("the import has ended"));
    ImportResult result = result(row);
    if (result.pictures() == 0 && result.duplicates() == 0) {
      return new ImportEnding.Failed(
          tools
              .states()
              .problem(
                  ImportFailure.NO_USABLE_PICTURES,
                  sentence(result),
                  Map.of("refused", result.refused())));
    }
    return new ImportEnding.Succeeded(tools.states().result(result));
  }

  /** How an import ends for whose further pictures the account has no room. */
  ImportFailed withoutRoom(ImportRow row) {
    NoRoom noRoom = new NoRoom(tools.room().of(row.account()));
    long added =
        tools.imports().classes(row.id()).stream()
            .mapToLong(each -> (long) each.training() + each.testing())
            .sum();
    Map<String, Object> members = new HashMap<>(noRoom.members());
    members.put("added", added);
    return new ImportFailed(ImportFailure.QUOTA_REACHED, noRoom.rest(added), members);
  }

  private ImportResult result(ImportRow row) {
    List<ImportCounts> counts = tools.imports().classes(row.id());
    int training = counts.stream().mapToInt(ImportCounts::training).sum();
    int testing = counts.stream().mapToInt(ImportCounts::testing).sum();
    double seconds =
        Duration.between(row.startedAt().orElse(row.createdAt()), tools.clock().instant())
                .toMillis()
            / 1e3;
    return new ImportResult(
        training + testing,
        training,
        testing,
        counts.stream()
            .map(each -> new ClassCount(each.of().label(), each.training(), each.testing()))
            .toList(),
        row.tally().duplicates(),
        row.tally().skipped(),
        new RefusedPictures(row.tally().refused(), firstRefused(row)),
        seconds);
  }

  private List<RefusedPicture> firstRefused(ImportRow row) {
    return tools.images().refused(row.model(), row.id(), REFUSED_SHOWN).stream()
        .map(ImportResults::refused)
        .toList();
  }

  private static RefusedPicture refused(DatasetImage image) {
    return switch (image.state()) {
      case Refused refused ->
          new RefusedPicture(image.name(), refused.reason(), refused.sentence());
      case DatasetImage.Ready _ -> throw new IllegalStateException("not refused: " + image.id());
    };
  }

  private static String sentence(ImportResult result) {
    if (result.refused().first().isEmpty()) {
      return "There is no picture in the zip's class folders. Put pictures into them.";
    }
    RefusedPicture first = result.refused().first().getFirst();
    return "None of the zip's %d files can be used. The first is \"%s\": %s"
        .formatted(result.refused().count(), first.name(), first.sentence());
  }
}
