import { expect, test } from 'vitest';
import type { Schemas } from '#lib/api/client.ts';
import { compare, difference, differenceWord, foundWord } from './compare.ts';

type OfClass = Schemas['VersionReport']['classes'][number];

function of(label: string, recall: number, testingImages = 100, spread = 0.05): OfClass {
  return {
    label,
    testingImages,
    recall,
    recallInterval: { value: recall, low: recall - spread, high: recall + spread },
    precision: 1
  };
}

function report(version: number, classes: OfClass[]): Schemas['VersionReport'] {
  return {
    version,
    testingImages: 100,
    right: 90,
    calibrationError: 0,
    crossEntropy: 0,
    calledUnknown: 0,
    classes,
    confusion: [],
    confusedMost: []
  };
}

test('the worst loss comes first, and every difference has a word', () => {
  const { classes } = compare(
    report(1, [of('oak', 0.9), of('elm', 0.9), of('ash', 0.9), of('fir', 0.9)]),
    report(2, [of('oak', 0.9), of('elm', 0.7), of('ash', 0.95), of('fir', 0.88)])
  );
  expect(classes.map((each) => [each.label, differenceWord(each)])).toEqual([
    ['elm', '20 worse'],
    ['fir', '2 worse'],
    ['oak', 'the same'],
    ['ash', '5 better']
  ]);
});

test('a difference is in the unit of what it is between', () => {
  const { classes } = compare(
    report(1, [of('oak', 0.75, 16), of('elm', 0.75, 16)]),
    report(2, [of('oak', 0.5, 16), of('elm', 0.5, 40)])
  );
  expect(classes.map(differenceWord)).toEqual(['4 worse', 'worse']);
});

test('what overlaps in its likely ranges may be chance', () => {
  const was = { value: 0.9, low: 0.8, high: 0.95 };
  expect(difference(was, { value: 0.85, low: 0.75, high: 0.9 }).chance).toBe(true);
  expect(difference(was, { value: 0.6, low: 0.5, high: 0.7 }).chance).toBe(false);
});

test('classes that one version knows alone, or that were not checked, are told apart', () => {
  const found = compare(
    report(1, [of('oak', 0.9), of('elm', 0.9), of('ash', 0)]),
    report(2, [of('oak', 0.9), of('fir', 0.9), of('ash', 0, 0)])
  );
  expect(found).toMatchObject({ lost: ['elm'], gained: ['fir'], unchecked: ['ash'] });
  expect(found.classes.map((each) => each.label)).toEqual(['oak']);
});

test('few pictures are counted instead of being made a share of a hundred', () => {
  expect(foundWord({ value: 0.9, pictures: 20 })).toBe('18 of 20');
  expect(foundWord({ value: 0.955, pictures: 200 })).toBe('96');
});
