/**
 * The same loads sent by Gatling; knows nothing of Sorrel's own classes but the stage. Simulations
 * run in a process that has Gatling's libraries, {@code GatlingClient} in one that has not.
 */
package sorrel.loadtest.gatling;
