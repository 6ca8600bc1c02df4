import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipOf } from './zip.ts';

test('a zip holds the files under their paths', async () => {
  const counts: number[] = [];
  const { zip } = await zipOf(
    [
      { path: 'oak/1.jpg', file: new File(['first'], '1.jpg') },
      { path: 'Bäume/ß.jpg', file: new File(['second'], 'ß.jpg') }
    ],
    (done) => counts.push(done)
  );
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  expect(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strFromU8(content)]))
  ).toEqual({
    'oak/1.jpg': 'first',
    'Bäume/ß.jpg': 'second'
  });
  expect(counts).toEqual([1, 2]);
});

test('a file that cannot be opened does not stop the others', async () => {
  const gone = new File([], 'gone.jpg');
  gone.arrayBuffer = () => Promise.reject(new DOMException('It is gone.', 'NotReadableError'));
  const { zip, unread } = await zipOf([
    { path: 'oak/gone.jpg', file: gone },
    { path: 'oak/1.jpg', file: new File(['first'], '1.jpg') }
  ]);
  expect(Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())))).toEqual(['oak/1.jpg']);
  expect(unread.map((each) => each.path)).toEqual(['oak/gone.jpg']);
});
