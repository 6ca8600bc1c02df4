/** Routes by which pictures are classified. */
package sorrel.inference.http;
