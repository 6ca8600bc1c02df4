import { beforeEach, expect, test, vi } from 'vitest';
import { Skipped } from './skipped.svelte.ts';

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => kept.set(key, text)
  });
});

test('what nobody could tell stays left out in this sitting, for its account and model', () => {
  const skipped = new Skipped('me', 'm');
  skipped.add('one');
  skipped.add('two');
  skipped.remove('one');
  const again = new Skipped('me', 'm');
  expect([again.has('one'), again.has('two'), again.size]).toEqual([false, true, 1]);
  expect(new Skipped('me', 'another').size).toBe(0);
  expect(new Skipped('you', 'm').size).toBe(0);
  again.clear();
  expect(new Skipped('me', 'm').size).toBe(0);
});

test('a browser that keeps nothing still leaves out until the page is left', () => {
  vi.stubGlobal('sessionStorage', undefined);
  const skipped = new Skipped('me', 'm');
  skipped.add('one');
  expect(skipped.has('one')).toBe(true);
});
