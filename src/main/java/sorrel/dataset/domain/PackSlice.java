package sorrel.dataset.domain;

import sorrel.kernel.Sha256;

/**
 * Where the bytes of an image are.
 *
 * @param pack the blob they are in
 * @param offset of the first byte
 * @param length in bytes
 */
public record PackSlice(Sha256 pack, long offset, int length) {}
