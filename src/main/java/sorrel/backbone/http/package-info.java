/** The list of registered networks, over REST. */
package sorrel.backbone.http;
