package sorrel.cli.measure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.List;
import java.util.Optional;

/**
 * What was measured on one set; what does not apply is empty, and null in JSON.
 *
 * @param classes how many the set has; all but the last are trained first, if there are three
 * @param importSeconds of the classes trained, from the first byte sent
 * @param accuracy on the testing split of the classes that were trained, 0 to 1, with its 95 %
 *     interval
 * @param expandSeconds from the request for an expansion by the last class, which has been
 *     imported, until the new version answers
 * @param accuracyAfterExpand of the new version on the testing split of all classes
 * @param oldClassesBefore share right of up to 2,000 testing pictures of the classes trained, the
 *     same number of each where there are enough
 * @param oldClassesAfter share right of the same pictures after the expansion
 * @param classifyP50Ms round trip of one classification at a time
 * @param failedDuringExpand classifications that failed while the last class was imported and the
 *     expansion went on
 * @param peakMemoryMb of the process with server and client, in MiB
 */
@JsonPropertyOrder({
  "dataset",
  "classes",
  "importSeconds",
  "trainSeconds",
  "architecture",
  "accuracy",
  "accuracyLow",
  "accuracyHigh",
  "expandSeconds",
  "accuracyAfterExpand",
  "oldClassesBefore",
  "oldClassesAfter",
  "classifyP50Ms",
  "classifyP99Ms",
  "failedDuringExpand",
  "peakMemoryMb"
})
public record EvaluationRow(
    String dataset,
    Optional<Integer> classes,
    Optional<Double> importSeconds,
    Optional<Double> trainSeconds,
    Optional<String> architecture,
    Optional<Double> accuracy,
    Optional<Double> accuracyLow,
    Optional<Double> accuracyHigh,
    Optional<Double> expandSeconds,
    Optional<Double> accuracyAfterExpand,
    Optional<Double> oldClassesBefore,
    Optional<Double> oldClassesAfter,
    Optional<Double> classifyP50Ms,
    Optional<Double> classifyP99Ms,
    Optional<Integer> failedDuringExpand,
    Optional<Double> peakMemoryMb) {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  /** A list as {@code evaluate --json} writes it. */
  public static String json(List<EvaluationRow> rows) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException(unwritable);
    }
  }
}
