import { expect, test } from 'vitest';
import type { Schemas } from '#lib/api/client.ts';
import { titleOf } from './title.ts';

function task(done: number, total: number): Schemas['Task'] {
  return {
    id: 't',
    model: 'm',
    kind: 'import',
    status: 'running',
    createdAt: '2026-11-21T10:00:00Z',
    progress: { done, total, unit: 'pictures' }
  };
}

test('pictures that arrive are told in parts of a hundred, never too many', () => {
  expect(titleOf('Surface defects', { at: 'reading', task: task(629, 1000) }, false)).toBe(
    '62% – Surface defects'
  );
  expect(titleOf('Surface defects', { at: 'sending', fraction: 0.999 }, true)).toBe('99% – Surface defects');
  expect(titleOf('Surface defects', { at: 'packing', done: 0, total: 8 }, false)).toBe(
    '0% – Surface defects'
  );
});

test('what cannot be told in parts has a word, or none', () => {
  expect(titleOf('Parts', { at: 'reading', task: task(0, 0) }, false)).toBe('Parts · Sorrel');
  expect(titleOf('Parts', undefined, true)).toBe('Learning – Parts');
  expect(titleOf('Parts', { at: 'ended', task: task(8, 8) }, false)).toBe('Parts · Sorrel');
});
