package sorrel.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import sorrel.head.domain.Linear;
import sorrel.kernel.Part;
import sorrel.training.domain.Architecture;
import sorrel.training.domain.Progress;
import sorrel.training.domain.RoundOrder;
import sorrel.training.domain.RoundOutcome;
import sorrel.training.domain.Score;
import sorrel.training.domain.TrainingData;
import sorrel.training.domain.TrainingEngine;

/** Writes texts for weights and graphs. */
final class FakeEngine implements TrainingEngine {
  static final Linear HEAD = new Linear(new float[] {1, -1}, new float[] {0, 0});

  final List<RoundOrder> orders = new ArrayList<>();
  final List<String> began = new ArrayList<>();
  RoundOutcome outcome = new RoundOutcome.Finished(2, 7, 10, 0.25, 100, 3);
  boolean heardOfCancellation;

  @Override
  public RoundOutcome train(RoundOrder order, TrainingData data, Progress progress) {
    orders.add(order);
    progress.at(new Progress.Moment(1, 1, 1, 100, 0.5));
    heardOfCancellation = progress.cancelled();
    try {
      if (order.from().isPresent()) {
        began.add(Files.readString(order.from().get()));
      }
      Files.writeString(order.to(), "weights after " + order.epochs());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    if (outcome == null) {
      throw new IllegalStateException("the disk is away");
    }
    return outcome;
  }

  @Override
  public Score score(Architecture architecture, Path checkpoint, TrainingData data, Part part) {
    throw new UnsupportedOperationException("a version is scored with its head");
  }

  @Override
  public Linear head(Architecture architecture, Path checkpoint) {
    return HEAD;
  }

  @Override
  public void graft(Architecture architecture, Path checkpoint, Linear head, Path to) {
    try {
      Files.writeString(to, Files.readString(checkpoint) + " under " + head.classes());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void export(Architecture architecture, Path checkpoint, Path to) {
    try {
      Files.createDirectories(to);
      Files.writeString(to.resolve("saved_model.pb"), "graph");
      Files.writeString(to.resolve("model.onnx"), "the same graph");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
