/**
 * One actor for each remote runner, which stands for it before the scheduler. Start reading at
 * {@link sorrel.remote.actor.RemoteRunnerEntity}.
 */
package sorrel.remote.actor;
