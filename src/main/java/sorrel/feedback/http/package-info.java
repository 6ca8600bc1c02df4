/** Routes to verdicts, to the pictures they are on, and to what they say in sum. */
package sorrel.feedback.http;
