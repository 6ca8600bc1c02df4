import { expect, test } from 'vitest';
import { gigabytes, spaceLimit, wholeLimit } from './limits.ts';

test('a limit is typed as a whole number, and nothing is what holds for all', () => {
  expect(wholeLimit('12')).toBe(12);
  expect(wholeLimit(' 0 ')).toBe(0);
  expect(wholeLimit('')).toBeNull();
  expect(wholeLimit('1.5')).toBeUndefined();
  expect(wholeLimit('-1')).toBeUndefined();
  expect(wholeLimit('many')).toBeUndefined();
});

test('space is typed in gigabytes', () => {
  expect(spaceLimit('2.5')).toBe(2_500_000_000);
  expect(spaceLimit('0,5')).toBe(500_000_000);
  expect(spaceLimit(' ')).toBeNull();
  expect(spaceLimit('-1')).toBeUndefined();
  expect(spaceLimit('much')).toBeUndefined();
  expect(spaceLimit('1e12')).toBeUndefined();
  expect(gigabytes(2_500_000_000)).toBe('2.5');
  expect(gigabytes(undefined)).toBe('');
});
