import { describe, expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Scrolls by a step every so many milliseconds; what is told at the last one. */
function scrolled(pace: Pace, step: number, every: number, times: number, from = 0): boolean {
  let fast = false;
  for (let i = 0; i < times; i++) {
    fast = pace.at(i * step, 600, from + i * every);
  }
  return fast;
}

describe('the pace of scrolling', () => {
  test('twelve screens a second are fast, one is not', () => {
    expect(scrolled(new Pace(), 120, 16, 20)).toBe(true);
    expect(scrolled(new Pace(), 10, 16, 20)).toBe(false);
  });

  test('upwards as downwards', () => {
    expect(scrolled(new Pace(), -120, 16, 20)).toBe(true);
  });

  test('one turn of a wheel, and a jump, are no journey', () => {
    const pace = new Pace();
    expect(pace.at(0, 600, 0)).toBe(false);
    expect(pace.at(240, 600, 10)).toBe(false);
    expect(pace.at(90_000, 600, 1000)).toBe(false);
  });

  test('who slows down or stops can see again', () => {
    const pace = new Pace();
    expect(scrolled(pace, 120, 16, 20)).toBe(true);
    expect(scrolled(pace, 5, 16, 20, 320)).toBe(false);
    expect(scrolled(pace, 120, 16, 20, 640)).toBe(true);
    expect(pace.at(0, 600, 5000)).toBe(false);
  });
});
