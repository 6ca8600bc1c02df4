import { expect, test } from 'vitest';
import { runnerName } from './runners.ts';

test('a runner is called as its owner named it', () => {
  expect(runnerName('Desk of a@b.org 01930e5a-7c1b-7000-8000-0123456789ab')).toBe('Desk of a@b.org');
});

test('a runner of the server is called by its address', () => {
  expect(runnerName('sorrel@127.0.0.1:38069')).toBe('127.0.0.1:38069');
});
