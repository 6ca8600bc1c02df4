import { expect, test } from 'vitest';
import { placed } from './pipeline.ts';

const PICTURE = { width: 400, height: 200 };

test('the middle is kept', () => {
  expect(placed(PICTURE, { width: 50, height: 50, channels: 3, fit: 'crop' })).toEqual({
    from: { x: 100, y: 0, width: 200, height: 200 },
    to: { x: 0, y: 0, width: 50, height: 50 }
  });
});

test('all is kept with a border', () => {
  expect(placed(PICTURE, { width: 50, height: 50, channels: 3, fit: 'pad' }).to).toEqual({
    x: 0,
    y: 12,
    width: 50,
    height: 25
  });
});

test('all is kept and distorted', () => {
  expect(placed(PICTURE, { width: 50, height: 50, channels: 1, fit: 'stretch' })).toEqual({
    from: { x: 0, y: 0, width: 400, height: 200 },
    to: { x: 0, y: 0, width: 50, height: 50 }
  });
});
