import { describe, expect, test } from 'vitest';
import {
  bytes,
  clock,
  counted,
  goalOf,
  lasting,
  leaves,
  likelyRange,
  moment,
  ofHundred,
  rightOn,
  secondsOf,
  sureness
} from './figures.ts';

describe('accuracy in words', () => {
  const accuracy = { value: 0.9611, low: 0.9368, high: 0.9763 };

  test('is a share of a hundred', () => {
    expect(rightOn(accuracy)).toBe('Right on about 96 of 100 new pictures');
  });

  test('names the range rounded outwards', () => {
    expect(likelyRange(accuracy)).toBe('Likely range 93 to 98');
    expect(likelyRange({ value: 1, low: 0.97, high: 1 })).toBe('Likely range 97 to 100');
  });

  test('counts the pictures where there are few', () => {
    const few = { value: 0.9, low: 0.699, high: 0.972 };
    expect(rightOn(few, 20)).toBe('Right on 18 of 20 check pictures');
    expect(likelyRange(few, 20)).toBe('Too few check pictures to say more.');
    expect(likelyRange(few, 20, 'answers')).toBe('Too few answers to say more.');
  });

  test('says of a goal exactly what it is', () => {
    expect(goalOf(0.95)).toBe('95 of 100');
    expect(goalOf(0.999)).toBe('99.9 of 100');
  });

  test('says all only for all', () => {
    expect(ofHundred(0.9999)).toBe(99);
    expect(ofHundred(1)).toBe(100);
  });
});

test('an answer is very, fairly or not sure', () => {
  expect([0.95, 0.949, 0.75, 0.749].map(sureness)).toEqual([
    'Very sure',
    'Fairly sure',
    'Fairly sure',
    'Not sure'
  ]);
});

test('lengths of time are told no finer than they are known', () => {
  expect([0.4, 1, 89, 90, 3600, 5400, 7500].map(lasting)).toEqual([
    'less than a second',
    '1 second',
    '89 seconds',
    '2 minutes',
    '60 minutes',
    '1 hour 30 minutes',
    '2 hours 5 minutes'
  ]);
  expect(clock(65.9)).toBe('1:05');
});

test('numbers are counted in words', () => {
  expect(counted(1, 'class', 'classes')).toBe('1 class');
  expect(counted(12_345, 'picture')).toBe('12,345 pictures');
  expect([1, 999, 1000, 12_300_000].map(bytes)).toEqual(['1 byte', '999 bytes', '1.0 kB', '12 MB']);
});

test('times are told as far away as they are', () => {
  const now = new Date(2026, 10, 21, 15, 0);
  expect(moment(new Date(2026, 10, 21, 14, 2).toISOString(), now)).toBe('today 14:02');
  expect(moment(new Date(2026, 10, 19, 14, 2).toISOString(), now)).toBe('19 Nov 14:02');
  expect(moment(new Date(2025, 10, 19, 14, 2).toISOString(), now)).toBe('19 Nov 2025');
});

test('ISO lengths of time are read', () => {
  expect(['PT15M', 'PT1H30M', 'P1DT1S', 'PT0.5S', 'nonsense'].map(secondsOf)).toEqual([
    900, 5400, 86401, 0.5, 0
  ]);
});

test('how long something is still there is told in whole days, never too many', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(leaves('2026-12-22T12:00:00Z', now)).toBe('30 days left');
  expect(leaves('2026-12-22T11:59:00Z', now)).toBe('30 days left');
  expect(leaves('2026-12-21T18:00:00Z', now)).toBe('29 days left');
  expect(leaves('2026-11-23T13:00:00Z', now)).toBe('1 day left');
  expect(leaves('2026-11-22T18:00:00Z', now)).toBe('goes today');
  expect(leaves('2026-11-22T10:00:00Z', now)).toBe('goes today');
  expect(lasting(30 * 86_400)).toBe('30 days');
});
