/**
 * Runners that come and go with the jobs, elsewhere than on this machine.
 *
 * <p>Start reading at {@link sorrel.training.scaling.KubernetesRunners}.
 */
package sorrel.training.scaling;
