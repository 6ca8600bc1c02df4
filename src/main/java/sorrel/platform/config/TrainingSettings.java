package sorrel.platform.config;

import java.time.Duration;

/**
 * How much training takes.
 *
 * @param threads of one round, at least 1
 * @param slots rounds that this process runs at once
 * @param targetAccuracy 0 to 1; a search ends when it is reached
 * @param budget the longest that a search trains
 * @param memory bytes that a step of training may take
 */
public record TrainingSettings(
    int threads, int slots, double targetAccuracy, Duration budget, long memory) {}
