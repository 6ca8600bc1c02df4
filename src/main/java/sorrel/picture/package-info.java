/**
 * Pictures: from the bytes of any file to upright pixels, and from those to a model's input.
 *
 * <p>Owns the formats that Sorrel reads, the bounds under which it reads them, the sentences that
 * say why a file is refused, and the one resampling that training and classification share. Does
 * not own where pictures come from or go to. Start reading at {@link sorrel.picture.PictureReader}
 * and {@link sorrel.picture.PipelineApplier}.
 */
package sorrel.picture;
