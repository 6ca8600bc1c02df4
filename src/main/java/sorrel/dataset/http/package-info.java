/** Routes to images, imports and the bin. */
package sorrel.dataset.http;
