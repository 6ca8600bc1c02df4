/** What a verdict means for a dataset. */
package sorrel.feedback.domain;
