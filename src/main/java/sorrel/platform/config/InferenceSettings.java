package sorrel.platform.config;

/**
 * How much classification takes.
 *
 * @param batchMax pictures classified in one step
 * @param queueMax pictures that wait on one process; beyond it the answer is "busy"
 * @param threads at least 1
 * @param cacheBytes memory for loaded models
 */
public record InferenceSettings(int batchMax, int queueMax, int threads, long cacheBytes) {}
