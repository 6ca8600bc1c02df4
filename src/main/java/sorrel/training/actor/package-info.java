/**
 * Jobs on their way to a free slot: the cluster's one scheduler and a pool of slots on each runner
 * node. Message plumbing only; what a job does is {@link sorrel.training.actor.JobExecutor}'s.
 *
 * <p>Start reading at {@link sorrel.training.actor.TrainingScheduler}.
 */
package sorrel.training.actor;
