import { expect, test, vi } from 'vitest';
import { isDoubtFree, outcomeOf } from './bulk.ts';
import type { Task } from './results.svelte.ts';

vi.mock('#lib/api/live.svelte.ts', () => ({ live: {} }));

function task(probability: number, more: Partial<Task> = {}, unknown = false): Task {
  return {
    id: 't',
    model: 'm',
    kind: 'classification',
    status: 'succeeded',
    createdAt: '2026-11-21T10:00:00Z',
    result: { class: 'oak', probability, unknown, familiarity: 0.5, classes: [], version: 1 },
    ...more
  };
}

test('only sure answers that nobody judged are marked together', () => {
  expect(isDoubtFree(task(0.97))).toBe(true);
  expect(isDoubtFree(task(0.9))).toBe(false);
  expect(isDoubtFree(task(0.99, {}, true))).toBe(false);
  expect(isDoubtFree(task(0.99, { verdict: { agree: false, at: '2026-11-21T10:00:00Z' } }))).toBe(false);
  const { result: _, ...failed } = task(0.99);
  expect(isDoubtFree({ ...failed, status: 'failed' })).toBe(false);
});

test('what became of many verdicts is told with what did not succeed', () => {
  expect(outcomeOf(['sent'], 'marked right')).toBe('1 answer marked right.');
  expect(outcomeOf(['sent', 'sent'], 'marked right')).toBe('2 answers marked right.');
  expect(outcomeOf(['sent', 'kept', 'refused', 'refused'], 'marked right')).toBe(
    '1 of 4 answers marked right. 1 will be sent once the connection is back. 2 were not taken.'
  );
});
