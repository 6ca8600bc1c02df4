/**
 * Load tests: a real server, a model made through its REST API, many requests, figures.
 *
 * <p>{@code server} starts Sorrel as a person does, {@code scenario} says what is asked of it,
 * {@code report} compares the figures with targets and draws them, {@code gatling} asks the same
 * with Gatling. Start reading at {@code Main} and {@code scenario.Scenario}.
 */
package sorrel.loadtest;
