import type { Schemas } from '#lib/api/client.ts';
import { ENOUGH, ofHundred } from '#lib/words/figures.ts';

type Report = Schemas['VersionReport'];
type Interval = Schemas['Interval'];

/** How much a figure differs between two versions. */
export interface Difference {
  kind: 'worse' | 'better' | 'same';
  /** Of a hundred, as the figures are shown. */
  points: number;
  /** Whether the likely ranges overlap, so that luck with the check pictures may be all there is to it. */
  chance: boolean;
}

/** One class in two versions that both know it. */
export interface ClassChange {
  label: string;
  before: Found;
  after: Found;
  difference: Difference;
}

/** How many of a class's check pictures were right. */
export interface Found {
  value: number;
  pictures: number;
}

/** What differs between two versions, class by class. */
export interface Comparison {
  /** The worst loss first. */
  classes: ClassChange[];
  /** Classes that only the first version knows. */
  lost: string[];
  /** Classes that only the second version knows. */
  gained: string[];
  /** Classes that both know, of which one of them has no check pictures. */
  unchecked: string[];
}

export function difference(before: Interval, after: Interval): Difference {
  const points = ofHundred(after.value) - ofHundred(before.value);
  return {
    kind: points < 0 ? 'worse' : points > 0 ? 'better' : 'same',
    points: Math.abs(points),
    chance: before.low <= after.high && after.low <= before.high
  };
}

export function compare(before: Report, after: Report): Comparison {
  const old = new Map(before.classes.map((each) => [each.label, each]));
  const now = new Set(after.classes.map((each) => each.label));
  const both = after.classes.flatMap((each) => {
    const was = old.get(each.label);
    return was ? [{ was, is: each }] : [];
  });
  const checked = both.filter(({ was, is }) => was.testingImages > 0 && is.testingImages > 0);
  return {
    classes: checked
      .map(({ was, is }) => ({
        label: is.label,
        before: { value: was.recall, pictures: was.testingImages },
        after: { value: is.recall, pictures: is.testingImages },
        difference: difference(was.recallInterval, is.recallInterval)
      }))
      .toSorted((one, other) => signed(one.difference) - signed(other.difference)),
    lost: before.classes.map((each) => each.label).filter((label) => !now.has(label)),
    gained: after.classes.map((each) => each.label).filter((label) => !old.has(label)),
    unchecked: both.filter((each) => !checked.includes(each)).map(({ is }) => is.label)
  };
}

function signed(difference: Difference): number {
  return difference.kind === 'worse' ? -difference.points : difference.points;
}

/** "4 worse", "5 better", "the same"; in the unit in which the two figures are shown, or without a number. */
export function differenceWord({ before, after, difference: { kind, points } }: ClassChange): string {
  if (kind === 'same') {
    return 'the same';
  }
  if (!isFew(before) && !isFew(after)) {
    return `${points} ${kind}`;
  }
  return before.pictures === after.pictures ? `${Math.abs(right(after) - right(before))} ${kind}` : kind;
}

function isFew(found: Found): boolean {
  return found.pictures < ENOUGH;
}

function right(found: Found): number {
  return Math.round(found.value * found.pictures);
}

/** "96", or "18 of 20" where there are too few pictures for a share of a hundred. */
export function foundWord(found: Found): string {
  return isFew(found) ? `${right(found)} of ${found.pictures}` : String(ofHundred(found.value));
}

/** How a version came to be. */
export function madeBy(kind: Schemas['Run']['kind']): string {
  switch (kind) {
    case 'search':
      return 'Trained anew';
    case 'expansion':
      return 'Quick add';
    case 'refinement':
      return 'Trained further';
  }
}
