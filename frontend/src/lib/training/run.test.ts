import { expect, test } from 'vitest';
import type { Schemas } from '#lib/api/client.ts';
import { attempts, bestSoFar, endWord, isUnderWay, letterOf, secondsLeft, whyNotTheFirst } from './run.ts';

function candidate(state: Schemas['Candidate']['state'], accuracy?: number): Schemas['Candidate'] {
  return {
    architecture: 'small',
    parameters: 1,
    state,
    epochs: accuracy === undefined ? 0 : 3,
    epochsPlanned: 9,
    trainingSeconds: 1,
    curve: [],
    ...(accuracy === undefined ? {} : { accuracy: { value: accuracy, low: 0, high: 1 } })
  };
}

function run(candidates: Schemas['Candidate'][]): Schemas['Run'] {
  return {
    id: 'r',
    model: 'm',
    kind: 'search',
    state: 'running',
    status: 'running',
    targetAccuracy: 0.95,
    budget: 'PT15M',
    candidates,
    trainingSeconds: 100,
    createdAt: '2026-11-21T10:00:00Z'
  };
}

test('the best attempt is first, and each keeps its letter', () => {
  const shown = attempts(
    run([
      candidate('eliminated', 0.8),
      candidate('training', 0.94),
      candidate('not-tried'),
      candidate('waiting')
    ])
  );
  expect(shown.map((each) => `${each.letter} ${each.word}`)).toEqual([
    'B learning',
    'A stopped early',
    'D not begun'
  ]);
});

test('nothing is best before anything was measured', () => {
  expect(bestSoFar(run([candidate('training')]))).toBeUndefined();
  expect(bestSoFar(run([candidate('training', 0.912), candidate('trained', 0.4)]))).toBe(91);
});

test('where another attempt than the first was taken, it says why', () => {
  expect(whyNotTheFirst(run([candidate('promoted', 0.984), candidate('trained', 0.989)]))).toMatch(
    /^Attempt A was taken: .* attempt B/
  );
  expect(whyNotTheFirst(run([candidate('promoted', 0.989), candidate('trained', 0.984)]))).toBeUndefined();
  expect(whyNotTheFirst(run([candidate('training', 0.9), candidate('trained', 0.95)]))).toBeUndefined();
});

test('the time left is of training, not of the clock', () => {
  expect(secondsLeft(run([]))).toBe(800);
  expect(secondsLeft({ ...run([]), trainingSeconds: 2000 })).toBe(0);
});

test('a run without an ending is under way', () => {
  expect(isUnderWay(run([]))).toBe(true);
  expect(endWord(run([]))).toBe('Under way');
  expect(endWord({ ...run([]), status: 'succeeded', ending: 'target-reached' })).toBe('Reached the goal');
});

test('letters go on after Z', () => {
  expect([0, 25, 26, 51, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA']);
});
