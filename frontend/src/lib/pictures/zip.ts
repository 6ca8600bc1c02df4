import { Zip, ZipPassThrough } from 'fflate';
import type { Found } from './collect.ts';

/**
 * The files as one zip, not compressed, since pictures are already. The browser keeps the parts, on disk where they
 * are large.
 *
 * @param done gets how many files are in it so far
 */
export async function zipOf(files: readonly Found[], done?: (files: number) => void): Promise<Blob> {
  const parts: BlobPart[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  });
  for (const [i, each] of files.entries()) {
    const entry = new ZipPassThrough(each.path);
    zip.add(entry);
    entry.push(new Uint8Array(await each.file.arrayBuffer()), true);
    done?.(i + 1);
    if (failure) {
      throw failure;
    }
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}
