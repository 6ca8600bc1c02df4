import { expect, test } from 'vitest';
import { moved, Selection } from './selection.svelte.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];

test('a range goes from where it began, back and forth', () => {
  const selection = new Selection();
  selection.go(1, IDS);
  selection.go(3, IDS, true);
  expect([...selection.chosen]).toEqual(['b', 'c', 'd']);
  selection.go(0, IDS, true);
  expect([...selection.chosen]).toEqual(['a', 'b']);
});

test('a picture is chosen and left again', () => {
  const selection = new Selection();
  selection.toggle(2, IDS);
  selection.toggle(4, IDS);
  selection.toggle(2, IDS);
  expect([...selection.chosen]).toEqual(['e']);
});

test('the keyboard stays in the list', () => {
  const selection = new Selection();
  selection.go(-3, IDS);
  expect(selection.at).toBe(0);
  selection.go(99, IDS);
  expect(selection.at).toBe(4);
});

test('the keyboard reaches what is not read yet', () => {
  const selection = new Selection();
  selection.go(99, IDS, false, 99);
  expect(selection.at).toBe(99);
});

test('keys move by cell, row, page and to the ends', () => {
  const keys = ['ArrowLeft', 'ArrowDown', 'PageUp', 'Home', 'End', 'x'];
  expect(keys.map((key) => moved(key, 10, 4, 2, 99))).toEqual([9, 14, 2, 0, 99, undefined]);
});
