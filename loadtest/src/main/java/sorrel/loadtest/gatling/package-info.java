/** The same loads sent by Gatling; knows nothing of Sorrel's own classes but the stage. */
package sorrel.loadtest.gatling;
