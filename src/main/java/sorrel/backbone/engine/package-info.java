/**
 * Brings other people's networks into the form that Sorrel serves.
 *
 * <p>Start reading at {@link sorrel.backbone.engine.NetworkFreezer}.
 */
package sorrel.backbone.engine;
