import { expect, test } from 'vitest';
import { asClass, chosen, inFolders } from './collect.ts';

function file(name: string, path = ''): File {
  return Object.defineProperty(new File(['x'], name), 'webkitRelativePath', { value: path });
}

test('one zip is a zip', () => {
  expect(chosen([file('Oaks.ZIP')])).toMatchObject({ kind: 'zip' });
});

test('hidden files are left out', () => {
  const brought = chosen([
    file('a.jpg', 'oak/a.jpg'),
    file('.DS_Store', 'oak/.DS_Store'),
    file('b', '__MACOSX/b')
  ]);
  expect(brought).toMatchObject({ kind: 'files', files: [{ path: 'oak/a.jpg' }] });
  expect(chosen([file('.DS_Store')])).toEqual({ kind: 'nothing' });
});

test('pictures without folders become a class by its name', () => {
  const brought = chosen([file('a.jpg'), file('b.jpg')]);
  if (brought.kind !== 'files') {
    throw new Error(brought.kind);
  }
  expect(inFolders(brought.files)).toBe(false);
  expect(asClass(brought.files, ' a/b ').map((each) => each.path)).toEqual(['a-b/0-a.jpg', 'a-b/1-b.jpg']);
});
