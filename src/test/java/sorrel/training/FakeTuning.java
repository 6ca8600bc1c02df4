package sorrel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sorrel.head.domain.Linear;
import sorrel.training.domain.FineTuning;
import sorrel.training.domain.Progress;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TuningOrder;

/** Adds words to the graph that it is given. */
final class FakeTuning implements FineTuning {
  final List<TuningOrder> orders = new ArrayList<>();

  @Override
  public RoundOutcome train(TuningOrder order, TrainingData data, Progress progress) {
    orders.add(order);
    write(order.to(), "more weights");
    return new RoundOutcome.Finished(order.epochs(), 8, 10, 0.2, 10, 4);
  }

  @Override
  public Linear head(Path network, Path checkpoint) {
    return FakeEngine.HEAD;
  }

  @Override
  public void export(Path network, Path checkpoint, Path to) {
    try {
      Files.createDirectories(to);
      write(
          to.resolve("saved_model.pb"),
          Files.readString(network) + " with " + Files.readString(checkpoint));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
