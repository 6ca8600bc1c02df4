import { answer, api } from '#lib/api/client.ts';
import { live } from '#lib/api/live.svelte.ts';
import { Problem } from '#lib/api/problem.ts';
import type { Task } from './results.svelte.ts';

/** A person's word on an answer. */
export interface Judged {
  agree: boolean;
  /** The right class, where the answer was wrong and it is one of the model's. */
  class?: string;
}

/** What the server has not confirmed yet of a person's word; a null verdict takes an earlier one back. */
interface Waiting {
  task: string;
  model: string;
  verdict: Judged | null;
  givenAt: string;
}

/** An answer that something is said of, with what the server has of it. */
export interface Judgeable {
  id: string;
  model: string;
  verdict?: Judged | undefined;
}

/** What the server did not take. */
export interface Refused extends Waiting {
  problem: Problem;
}

/** What became of one that was given. */
export type Outcome = 'sent' | 'kept' | 'refused';

/** Requests that are under way at once. */
const AT_ONCE = 4;
/** In milliseconds; a break of single requests is not told by the live connection. */
const NEXT_TRY = 10_000;

/**
 * What people say of answers, on its way to the server. It is kept, in this browser and for this account, until the
 * server has it: while there is no connection nothing is lost.
 */
export class Verdicts {
  refused = $state<Refused[]>([]);

  #waiting = $state<Record<string, Waiting>>({});
  /** Those of which an attempt has failed, so that people are told. */
  #kept = $state<Record<string, true>>({});
  #account: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #underWay = new Map<string, Promise<Outcome>>();
  readonly #listeners = new Set<(task: string, now: Task | undefined) => void>();

  /** For `$effect`: takes up what this account left here, and sends it now and whenever the connection returns. */
  follow(account: string): () => void {
    this.#account = account;
    this.#read();
    void this.send();
    const elsewhere = (event: StorageEvent): void => this.#changedElsewhere(event);
    addEventListener('storage', elsewhere);
    const ends = live.onReturn(() => {
      this.#read();
      void this.send();
    });
    return () => {
      ends();
      removeEventListener('storage', elsewhere);
      clearTimeout(this.#timer);
      this.#account = undefined;
      this.#waiting = {};
      this.#kept = {};
      this.refused = [];
    };
  }

  /** How many wait for the connection, of one model. */
  waiting(model: string): number {
    return Object.keys(this.#kept).filter((task) => this.#waiting[task]?.model === model).length;
  }

  /** Whether one waits for the connection. */
  waits(task: string): boolean {
    return this.#kept[task] === true;
  }

  /** A task as it will be once the server has what was said of it. */
  over(task: Task): Task {
    const waiting = this.#waiting[task.id];
    if (!waiting) {
      return task;
    }
    const { verdict: _, lesson: __, ...rest } = task;
    return waiting.verdict ? { ...rest, verdict: { ...waiting.verdict, at: waiting.givenAt } } : rest;
  }

  /** Sends a verdict, or takes one back; where there is no connection it is kept. */
  async give(task: Judgeable, verdict: Judged | undefined): Promise<Outcome> {
    this.closeRefused(task.id);
    if (!verdict && !task.verdict && this.#waiting[task.id] && !this.#underWay.has(task.id)) {
      // The server has never heard of it.
      this.#forget(task.id);
      return 'sent';
    }
    this.#keep({
      task: task.id,
      model: task.model,
      verdict: verdict ?? null,
      givenAt: new Date().toISOString()
    });
    return await this.#sendOne(task.id);
  }

  /**
   * Gives many at once.
   *
   * @param done gets how many have come to an end so far
   */
  async giveAll(
    tasks: readonly Judgeable[],
    verdict: Judged | undefined,
    done?: (tasks: number) => void
  ): Promise<Outcome[]> {
    const waiting = [...tasks];
    const outcomes: Outcome[] = [];
    const work = async (): Promise<void> => {
      for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
        outcomes.push(await this.give(task, verdict));
        done?.(outcomes.length);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return outcomes;
  }

  /** Sends all that waits. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    const tasks = Object.keys(this.#waiting);
    const work = async (): Promise<void> => {
      for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
        if ((await this.#sendOne(task)) === 'kept') {
          // The others would fare no better.
          return;
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }

  /** Puts a refusal out of sight. */
  closeRefused(task: string): void {
    if (this.refused.some((each) => each.task === task)) {
      this.refused = this.refused.filter((each) => each.task !== task);
    }
  }

  /** Calls when the server took something, with the task as it is now where the server told; the answer ends that. */
  onSent(listener: (task: string, now: Task | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** One request at a time for each task, so that the last word is the one that holds. */
  async #sendOne(task: string): Promise<Outcome> {
    const before = this.#underWay.get(task);
    if (before) {
      return await before;
    }
    const sending = this.#sendLatest(task).finally(() => this.#underWay.delete(task));
    this.#underWay.set(task, sending);
    return await sending;
  }

  async #sendLatest(task: string): Promise<Outcome> {
    for (;;) {
      const waiting = this.#waiting[task];
      const account = this.#account;
      if (!waiting) {
        return 'sent';
      }
      try {
        const now = await put(waiting);
        if (this.#account !== account) {
          return 'sent';
        }
        if (this.#waiting[task] === waiting) {
          this.#forget(task);
        }
        this.#listeners.forEach((tell) => tell(task, now));
      } catch (thrown) {
        const problem = Problem.from(thrown);
        if (this.#account !== account) {
          return 'kept';
        }
        if (problem.passing || problem.status === 401) {
          if (this.#waiting[task]) {
            this.#kept[task] = true;
          }
          this.#later(problem.retryAfter);
          return 'kept';
        }
        this.#forget(task);
        this.refused = [...this.refused.filter((each) => each.task !== task), { ...waiting, problem }];
        return 'refused';
      }
    }
  }

  #later(seconds: number | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), seconds === undefined ? NEXT_TRY : seconds * 1000);
  }

  #keep(waiting: Waiting): void {
    this.#waiting[waiting.task] = waiting;
    try {
      localStorage.setItem(this.#key(waiting.task), JSON.stringify(waiting));
    } catch {
      // Without room it lives as long as this page does.
    }
  }

  #forget(task: string): void {
    delete this.#waiting[task];
    delete this.#kept[task];
    try {
      localStorage.removeItem(this.#key(task));
    } catch {
      // It was never there.
    }
  }

  #read(): void {
    for (const [task, text] of stored(this.#key(''))) {
      const waiting = parsed(text);
      if (waiting && !this.#waiting[task]) {
        this.#waiting[task] = waiting;
        this.#kept[task] = true;
      }
    }
  }

  /** Another page of this browser sent one, or took it back. */
  #changedElsewhere(event: StorageEvent): void {
    const prefix = this.#key('');
    if (event.key?.startsWith(prefix) && event.newValue === null) {
      const task = event.key.slice(prefix.length);
      delete this.#waiting[task];
      delete this.#kept[task];
    }
  }

  #key(task: string): string {
    return `sorrel.verdict.${this.#account ?? ''}.${task}`;
  }
}

async function put(waiting: Waiting): Promise<Task | undefined> {
  const params = { path: { task: waiting.task } };
  if (waiting.verdict) {
    return await answer(api.PUT('/api/v1/tasks/{task}/verdict', { params, body: waiting.verdict }));
  }
  await answer(api.DELETE('/api/v1/tasks/{task}/verdict', { params }));
  return undefined;
}

function stored(prefix: string): [string, string][] {
  try {
    return Object.entries(localStorage)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), String(text)]);
  } catch {
    return [];
  }
}

/** Undefined for what this version did not write. */
function parsed(text: string): Waiting | undefined {
  try {
    const read = JSON.parse(text) as Partial<Waiting>;
    return typeof read.task === 'string' && typeof read.model === 'string' && read.verdict !== undefined
      ? { task: read.task, model: read.model, verdict: read.verdict, givenAt: read.givenAt ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

export const verdicts = new Verdicts();
