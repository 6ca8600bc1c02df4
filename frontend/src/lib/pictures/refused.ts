import { answer, api, type Schemas } from '#lib/api/client.ts';
import type { Image } from './list.svelte.ts';

/** A file that did not become a picture, and why. */
export interface RefusedFile {
  name: string;
  /** The class that it was meant for, where that is known. */
  label?: string;
  /** What is wrong and what to do. */
  why: string;
}

const PAGE = 500;

/** All files that an import of a model refused, which its result holds only the first of. */
export async function refusedBy(task: Schemas['Task']): Promise<RefusedFile[]> {
  const files: RefusedFile[] = [];
  let cursor: string | undefined;
  do {
    const page: Schemas['ImagePage'] = await answer(
      api.GET('/api/v1/models/{model}/images', {
        params: {
          path: { model: task.model },
          query: { state: 'refused', limit: PAGE, ...(cursor ? { cursor } : {}) }
        }
      })
    );
    files.push(...page.items.filter((each) => isOf(task, each)).map(fileOf));
    // They come newest first: before this import there are others.
    cursor = page.items.some((each) => at(each.createdAt) < at(task.createdAt)) ? undefined : page.next;
  } while (cursor !== undefined);
  return files;
}

function isOf(task: Schemas['Task'], image: Image): boolean {
  const added = at(image.createdAt);
  return added >= at(task.createdAt) && (!task.finishedAt || added <= at(task.finishedAt));
}

function at(iso: string): number {
  return Date.parse(iso);
}

function fileOf(image: Image): RefusedFile {
  return {
    name: image.name,
    ...(image.label === undefined ? {} : { label: image.label }),
    why: image.sentence ?? 'It could not be read.'
  };
}

/** The files as a table for spreadsheets. */
export function tableOf(files: readonly RefusedFile[]): Blob {
  const rows = [['File', 'Class', 'Why'], ...files.map((each) => [each.name, each.label ?? '', each.why])];
  // The mark at the beginning tells spreadsheets how letters are written.
  return new Blob(['\uFEFF', rows.map((row) => row.map(cell).join(',')).join('\r\n'), '\r\n'], {
    type: 'text/csv'
  });
}

/** A spreadsheet takes what begins with one of these for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
