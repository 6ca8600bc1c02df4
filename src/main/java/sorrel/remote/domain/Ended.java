package sorrel.remote.domain;

import sorrel.training.domain.JobReport;

/** A runner says how a job ended. */
public record Ended(String session, JobReport report) {}
