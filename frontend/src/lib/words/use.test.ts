import { expect, test } from 'vitest';
import { level, nearLimits, share } from './use.ts';

const ACCOUNT = {
  id: '',
  email: '',
  administrator: false,
  createdAt: '',
  models: 3,
  pictures: 10,
  bytes: 8_000_000,
  binBytes: 0,
  limits: { models: 10, bytes: 10_000_000 }
};

test('it is told when a limit is near and when it is met', () => {
  expect(level(0, 1000)).toBe('plenty');
  expect(level(800, 1000)).toBe('plenty');
  expect(level(801, 1000)).toBe('little');
  expect(level(1000, 1000)).toBe('none');
  expect(level(9, 3)).toBe('none');
  expect(level(0, 0)).toBe('none');
  expect(share(0, 0)).toBe(1);
  expect(share(9, 3)).toBe(1);
});

test('nobody is told of limits that are far away', () => {
  expect(nearLimits(ACCOUNT)).toEqual([]);
});

test('what is nearly used up is said in words', () => {
  expect(nearLimits({ ...ACCOUNT, models: 9 })).toEqual(['You have 9 models and may have 10.']);
  expect(nearLimits({ ...ACCOUNT, bytes: 9_800_000 })).toEqual([
    'Your pictures take 9.8 MB and may take 10 MB.'
  ]);
  expect(nearLimits({ ...ACCOUNT, models: 1, limits: { models: 1, bytes: 8_000_000 } })).toEqual([
    'You have 1 model and may have 1.',
    'Your pictures take 8.0 MB and may take 8.0 MB.'
  ]);
});
