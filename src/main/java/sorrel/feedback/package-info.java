/**
 * What people say of classifications, and what their models learn from it.
 *
 * <p>Owns how a verdict becomes a picture of the dataset and an expansion, and how that is undone.
 * Does not own the rows: verdicts and orders are the task context's, pictures the dataset's. Start
 * reading at {@link sorrel.feedback.Verdicts}.
 */
package sorrel.feedback;
