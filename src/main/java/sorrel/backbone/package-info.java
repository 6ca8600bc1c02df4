/**
 * Networks that an administrator registered, for all models to put heads on.
 *
 * <p>Owns their files, what is known of each, and the form that they are brought into. Does not own
 * heads (head), nor when one is tried (model). Start reading at {@link sorrel.backbone.Backbones}.
 */
package sorrel.backbone;
