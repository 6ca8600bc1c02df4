import { beforeEach, expect, test, vi } from 'vitest';
import type { Schemas } from '#lib/api/client.ts';

type Task = Schemas['Task'];
let told: (task: Task) => void;
let answers: ((page: { items: Task[] }) => void)[];

vi.mock('#lib/api/live.svelte.ts', () => ({
  live: {
    on: (_: string, listener: (task: Task) => void) => {
      told = listener;
      return () => {};
    },
    onReturn: () => () => {}
  }
}));
vi.mock('#lib/api/client.ts', () => ({
  api: { GET: () => undefined },
  answer: () => new Promise((resolve) => answers.push(resolve))
}));

function task(status: Task['status']): Task {
  return { id: 't', model: 'm', kind: 'import', status, createdAt: '2026-11-21T10:00:00Z' };
}

beforeEach(() => {
  answers = [];
});

test('an import whose end was told does not begin again by an older answer', async () => {
  const { imports } = await import('./imports.svelte.ts');
  const first = imports.find('m');
  answers[0]?.({ items: [task('running')] });
  await first;
  expect(imports.stages.m).toMatchObject({ at: 'reading' });

  const second = imports.find('m');
  told(task('succeeded'));
  expect(imports.stages.m).toMatchObject({ at: 'ended' });
  answers[1]?.({ items: [task('running')] });
  await second;
  expect(imports.stages.m).toMatchObject({ at: 'ended', task: { status: 'succeeded' } });
});

test('an import that began elsewhere is followed, and one that ended there is not', async () => {
  const { imports } = await import('./imports.svelte.ts');
  const elsewhere = (id: string, status: Task['status']): Task => ({ ...task(status), id, model: 'other' });
  imports.meet(elsewhere('1', 'succeeded'));
  expect(imports.stages.other).toBeUndefined();
  imports.meet(elsewhere('2', 'running'));
  expect(imports.stages.other).toMatchObject({ at: 'reading', task: { id: '2' } });
  told(elsewhere('2', 'succeeded'));
  imports.meet(elsewhere('2', 'running'));
  expect(imports.stages.other).toMatchObject({ at: 'ended' });
  imports.meet(elsewhere('3', 'running'));
  expect(imports.stages.other).toMatchObject({ at: 'reading', task: { id: '3' } });
});
