import { Zip, ZipPassThrough } from 'fflate';
import type { Found } from './collect.ts';

/**
 * The files as one zip, not compressed, since pictures are already. The browser keeps the parts, on disk where they
 * are large. Files that cannot be opened are left out and answered: they may have been moved, or lie on a drive that
 * does not answer.
 *
 * @param done gets how many files are in it so far
 */
export async function zipOf(
  files: readonly Found[],
  done?: (files: number) => void
): Promise<{ zip: Blob; unread: Found[] }> {
  const parts: BlobPart[] = [];
  const unread: Found[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    failure ??= error;
    parts.push(chunk as Uint8Array<ArrayBuffer>);
  });
  for (const [i, each] of files.entries()) {
    const content = await each.file.arrayBuffer().catch(() => undefined);
    if (content) {
      const entry = new ZipPassThrough(each.path);
      zip.add(entry);
      entry.push(new Uint8Array(content), true);
    } else {
      unread.push(each);
    }
    done?.(i + 1);
    if (failure) {
      throw failure;
    }
  }
  zip.end();
  return { zip: new Blob(parts, { type: 'application/zip' }), unread };
}
