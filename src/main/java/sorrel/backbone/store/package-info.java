/** The folder of registered networks. */
package sorrel.backbone.store;
