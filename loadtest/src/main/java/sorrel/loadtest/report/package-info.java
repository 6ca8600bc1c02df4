/** Figures, beside what they have to reach. */
package sorrel.loadtest.report;
