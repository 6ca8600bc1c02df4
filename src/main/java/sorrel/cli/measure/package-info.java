/**
 * What {@code evaluate}, {@code bench burst} and the load tests measure with: latencies, peak
 * memory, zips whose pictures are known by class and split, answers to them, connections that are
 * opened before they are used.
 *
 * <p>Owns figures and how they are taken; does not print progress. Start reading at {@link
 * sorrel.cli.measure.Latencies} and {@link sorrel.cli.measure.EvaluationRow}.
 */
package sorrel.cli.measure;
