import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextStep, Problem } from '#lib/api/problem.ts';
import { inWords } from './problems.ts';

/** Of runners' programs, which no page hears. */
const OF_RUNNERS = ['job-not-held', 'report-not-of-the-job', 'runner-of-another-version', 'runner-replaced'];
/** Whose sentences, made on the server, say what to do: with names and numbers that only it knows. */
const SAID_BY_THE_SERVER = [
  'busy',
  'import-interrupted',
  'input-fixed',
  'label-taken',
  'model-not-empty',
  'no-such-class',
  'nothing-to-learn',
  'picture-known-otherwise',
  'registration-closed',
  'too-many-invitations',
  'task-not-finished',
  'too-many-attempts',
  'too-many-classes',
  'too-many-runner-tokens',
  'unusable-archive',
  'unusable-layout',
  'up-to-date',
  'wrong-credentials'
];
const DETAIL = 'What the server said.';
const KINDS = readdirSync(new URL('../../../../src/main/resources/problems', import.meta.url)).map((file) =>
  file.replace(/\.md$/, '')
);

test('each kind of problem of the server says what to do next', () => {
  const without = KINDS.filter(
    (kind) =>
      !OF_RUNNERS.includes(kind) &&
      !SAID_BY_THE_SERVER.includes(kind) &&
      inWords(kind, DETAIL) === DETAIL &&
      !nextStep(new Problem(kind, '', DETAIL), 'm')
  );
  expect(without).toEqual([]);
});

test('what is listed exists', () => {
  expect(KINDS).toEqual(expect.arrayContaining([...OF_RUNNERS, ...SAID_BY_THE_SERVER]));
});

test('fields that are wrong are named', () => {
  expect(inWords('malformed-request', DETAIL, { name: 'must have 1 to 100 characters, has 0' })).toBe(
    'Correct this: name must have 1 to 100 characters, has 0.'
  );
});

test('what is to be done follows where the server does not say it', () => {
  expect(inWords('forbidden', 'Only an administrator of this server may do that.')).toBe(
    'Only an administrator of this server may do that. Ask an administrator to do it.'
  );
});
