package sorrel.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an evaluation does with each set.
 *
 * @param target accuracy that is asked for, 0 to 1
 * @param budget of training
 * @param expand whether the last class is held back and added later
 * @param refine whether the further training that follows is waited for
 * @param unknown zips of pictures that are of none of the classes
 * @param warmUp classifications before those that are measured
 */
record EvaluationPlan(
    double target,
    Duration budget,
    boolean expand,
    boolean refine,
    List<Path> unknown,
    int warmUp) {
  EvaluationPlan {
    unknown = List.copyOf(unknown);
  }
}
