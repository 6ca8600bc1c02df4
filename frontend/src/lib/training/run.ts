import type { Schemas } from '#lib/api/client.ts';
import { ofHundred, secondsOf } from '#lib/words/figures.ts';

type Run = Schemas['Run'];
type Candidate = Schemas['Candidate'];

export function isUnderWay(run: Run): boolean {
  return run.status === 'queued' || run.status === 'running';
}

/** An attempt of a run, as people see it: a letter that stays, and where it stands. */
export interface Attempt {
  letter: string;
  candidate: Candidate;
  /** Its place among the run's candidates, from 0. */
  index: number;
  accuracy: number;
  word: string;
  active: boolean;
}

/** The attempts that were tried, the best first. */
export function attempts(run: Run): Attempt[] {
  return run.candidates
    .map((candidate, index) => ({
      letter: letterOf(index),
      candidate,
      index,
      accuracy: candidate.accuracy?.value ?? 0,
      word: wordOf(candidate),
      active: candidate.state === 'training'
    }))
    .filter((attempt) => attempt.candidate.state !== 'not-tried')
    .toSorted((one, other) => other.accuracy - one.accuracy || one.index - other.index);
}

/** The colour of an attempt, grey once it is out. */
export function colourOf(attempt: Attempt): string {
  const out = attempt.candidate.state === 'eliminated' || attempt.candidate.state === 'failed';
  return out ? 'var(--stopped)' : `var(--attempt-${attempt.index % 4})`;
}

/** A, B, ... Z, AA. */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

function wordOf(candidate: Candidate): string {
  switch (candidate.state) {
    case 'waiting':
      return candidate.epochs > 0 ? 'waits for its turn' : 'not begun';
    case 'training':
      return 'learning';
    case 'trained':
      return 'finished';
    case 'eliminated':
      return 'stopped early';
    case 'chosen':
      return 'the best';
    case 'promoted':
      return 'in use now';
    case 'failed':
      return 'failed';
    case 'not-tried':
      return 'not needed';
  }
}

/** The best accuracy so far, of a hundred; undefined before any was measured. */
export function bestSoFar(run: Run): number | undefined {
  const measured = run.candidates.flatMap((each) => (each.accuracy ? [each.accuracy.value] : []));
  return measured.length === 0 ? undefined : ofHundred(Math.max(...measured));
}

/** Why the attempt that was taken is not the first of the list; undefined where it is, or none was taken. */
export function whyNotTheFirst(run: Run): string | undefined {
  const all = attempts(run);
  const taken = all.find(({ candidate }) => candidate.state === 'promoted' || candidate.state === 'chosen');
  const first = all[0];
  return taken && first && taken.accuracy < first.accuracy
    ? `Attempt ${taken.letter} was taken: as far as can be told it is as good as attempt ${first.letter}, and it answers more quickly.`
    : undefined;
}

/** Seconds until the training time that the run may use is spent, at most. */
export function secondsLeft(run: Run): number {
  return Math.max(0, secondsOf(run.budget) - run.trainingSeconds);
}

/** What a run is for. */
export function kindWord(run: Run): string {
  switch (run.kind) {
    case 'search':
      return 'Training';
    case 'expansion':
      return 'Quick update';
    case 'refinement':
      return 'Learning further';
  }
}

/** How a run came to its end. */
export function endWord(run: Run): string {
  switch (run.ending) {
    case 'target-reached':
      return 'Reached the goal';
    case 'budget-spent':
      return 'Used all its time';
    case 'all-trained':
      return 'Tried everything';
    case 'expanded':
      return 'Brought up to date';
    case 'lost-too-much':
      return 'Changed nothing: the classes known before would have lost too much';
    case 'refined':
      return 'Became better';
    case 'not-better':
      return 'Changed nothing: it was no better';
    case 'overtaken':
      return 'Ended for another training';
    case 'cancelled':
      return 'Stopped by you';
    case 'failed':
      return 'Failed';
    default:
      return run.status === 'queued' ? 'Waits for its turn' : 'Under way';
  }
}
