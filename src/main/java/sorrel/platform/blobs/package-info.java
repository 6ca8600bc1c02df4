/**
 * Bytes by their SHA-256: packs of images, checkpoints, exports.
 *
 * <p>Owns how bytes are kept and proved to be on the disk; does not own who refers to them, so it
 * never deletes by itself. They are in a folder or in an S3 bucket. Start reading at {@link
 * sorrel.platform.blobs.BlobStore}.
 */
package sorrel.platform.blobs;
