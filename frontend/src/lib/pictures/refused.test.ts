import { expect, test, vi } from 'vitest';
import { refusedBy, tableOf } from './refused.ts';

const asked = vi.hoisted(() => ({ pages: [] as unknown[], cursors: [] as unknown[] }));

vi.mock('#lib/api/client.ts', () => ({
  api: {
    GET: (_: string, { params }: { params: { query: { cursor?: string } } }) => params.query.cursor
  },
  answer: async (cursor: unknown) => {
    asked.cursors.push(cursor);
    return asked.pages.shift();
  }
}));

test('a table of refused files is read by spreadsheets and runs nothing in them', async () => {
  const table = await tableOf([
    { name: 'a, "b".jpg', label: 'oak', why: 'The end of this picture is missing.' },
    { name: '=SUM(A1)', why: 'This file is empty.' }
  ]).arrayBuffer();
  expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(table)).toBe(
    '\uFEFFFile,Class,Why\r\n"a, ""b"".jpg",oak,The end of this picture is missing.\r\n\'=SUM(A1),,This file is empty.\r\n'
  );
});

test('all files of one import are read, and none of those before', async () => {
  const image = (name: string, createdAt: string): unknown => ({
    id: name,
    state: 'refused',
    name,
    label: 'oak',
    sentence: 'Why.',
    createdAt
  });
  asked.pages = [
    { items: [image('later', '2026-11-21T11:00:00Z'), image('b', '2026-11-21T10:00:02Z')], next: 'more' },
    { items: [image('a', '2026-11-21T10:00:01Z'), image('before', '2026-11-21T09:00:00Z')], next: 'most' }
  ];
  const files = await refusedBy({
    id: 't',
    model: 'm',
    kind: 'import',
    status: 'succeeded',
    createdAt: '2026-11-21T10:00:00Z',
    finishedAt: '2026-11-21T10:00:03Z'
  });
  expect(files).toEqual([
    { name: 'b', label: 'oak', why: 'Why.' },
    { name: 'a', label: 'oak', why: 'Why.' }
  ]);
  expect(asked.cursors).toEqual([undefined, 'more']);
});
