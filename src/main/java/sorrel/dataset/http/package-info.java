/** Routes to images and imports. */
package sorrel.dataset.http;
