/** A file with the folders that it lies in, such as `training/oak/1.jpg`. */
export interface Found {
  path: string;
  file: File;
}

/** What somebody brought: one zip, or files of which some lie in folders. */
export type Brought = { kind: 'zip'; file: File } | { kind: 'files'; files: Found[] } | { kind: 'nothing' };

const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$)/;

/** What was chosen in a dialog, files or a whole folder. */
export function chosen(list: Iterable<File>): Brought {
  return sorted(Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })));
}

/** What was dropped, with all that is in dropped folders. */
export async function dropped(data: DataTransfer): Promise<Brought> {
  // The entries have to be asked for before the first wait; afterwards the list is empty.
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) {
    return chosen(data.files);
  }
  const found: Found[] = [];
  for (const entry of entries) {
    await walk(entry, found);
  }
  return sorted(found);
}

/** Pictures that were pasted. */
export function pasted(data: DataTransfer | null): Brought {
  return data ? chosen(data.files) : { kind: 'nothing' };
}

function sorted(all: Found[]): Brought {
  const files = all.filter((each) => !HIDDEN.test(each.path));
  const first = files[0];
  if (!first) {
    return { kind: 'nothing' };
  }
  if (files.length === 1 && isZip(first.file)) {
    return { kind: 'zip', file: first.file };
  }
  return { kind: 'files', files };
}

function isZip(file: File): boolean {
  return file.name.toLowerCase().endsWith('.zip') || file.type === 'application/zip';
}

async function walk(entry: FileSystemEntry, found: Found[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    );
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A folder is told in parts, the last of which is empty.
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject)
    );
    if (part.length === 0) {
      return;
    }
    for (const each of part) {
      await walk(each, found);
    }
  }
}

/** Whether at least some files lie in folders, that is in classes. */
export function inFolders(files: readonly Found[]): boolean {
  return files.some((each) => each.path.includes('/'));
}

/** The files as those of one class. */
export function asClass(files: readonly Found[], label: string): Found[] {
  return files.map((each, i) => ({ path: `${folderName(label)}/${i}-${each.file.name}`, file: each.file }));
}

/** A label as the name of a folder: without what would make two folders of it. */
export function folderName(label: string): string {
  return label.trim().replaceAll(/[/\\]/g, '-');
}
