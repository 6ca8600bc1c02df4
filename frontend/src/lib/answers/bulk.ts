import { count, counted, sureness } from '#lib/words/figures.ts';
import { classificationOf, type Task } from './results.svelte.ts';
import type { Outcome } from './verdicts.svelte.ts';

/** Whether an answer can be marked right together with others: a sure one that nobody has judged. */
export function isDoubtFree(task: Task): boolean {
  const result = classificationOf(task);
  return (
    result !== undefined &&
    task.verdict === undefined &&
    !result.unknown &&
    sureness(result.probability) === 'Very sure'
  );
}

/** What became of many verdicts, for people. */
export function outcomeOf(outcomes: readonly Outcome[], done: string): string {
  const of = (what: Outcome): number => outcomes.filter((each) => each === what).length;
  const [sent, kept, refused] = [of('sent'), of('kept'), of('refused')];
  if (kept === 0 && refused === 0) {
    return `${counted(sent, 'answer')} ${done}.`;
  }
  return [
    `${count(sent)} of ${counted(outcomes.length, 'answer')} ${done}.`,
    ...(kept > 0 ? [`${count(kept)} will be sent once the connection is back.`] : []),
    ...(refused > 0 ? [`${count(refused)} ${refused === 1 ? 'was' : 'were'} not taken.`] : [])
  ].join(' ');
}
