import { expect, test } from 'vitest';
import { Action } from './action.svelte.ts';
import { Problem } from './api/problem.ts';

test('what is done is under way until it ends', async () => {
  const action = new Action();
  let end = (): void => {};
  const done = action.run(() => new Promise<void>((resolve) => (end = resolve)));
  expect(action.busy).toBe(true);
  end();
  await done;
  expect(action.busy).toBe(false);
  expect(action.problem).toBeUndefined();
});

test('what failed says why until it is tried again', async () => {
  const action = new Action();
  const problem = new Problem('busy', 'Too much', 'Try again.');
  await action.run(() => Promise.reject(problem));
  expect(action.problem).toBe(problem);
  expect(action.busy).toBe(false);
  await action.run(() => Promise.resolve());
  expect(action.problem).toBeUndefined();
});
