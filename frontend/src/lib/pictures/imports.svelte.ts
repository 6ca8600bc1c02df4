import { answer, api, type Schemas } from '#lib/api/client.ts';
import { live } from '#lib/api/live.svelte.ts';
import { Problem } from '#lib/api/problem.ts';
import { upload } from '#lib/api/upload.ts';
import type { Found } from './collect.ts';

type Task = Schemas['Task'];

/** How far pictures are on their way into a model. */
export type Stage =
  | { at: 'packing'; done: number; total: number }
  | { at: 'sending'; fraction: number }
  | { at: 'reading'; task: Task }
  | { at: 'ended'; task: Task }
  | { at: 'failed'; problem: Problem; again: () => void };

/**
 * The imports of this page, by model. They go on while other pages of the dashboard are looked at; once the server has
 * all bytes, they go on without any page.
 */
class Imports {
  stages = $state<Record<string, Stage>>({});
  /** Files that the browser could not open, by model. */
  unread = $state.raw<Record<string, readonly Found[]>>({});
  readonly #stops = new Map<string, AbortController>();

  constructor() {
    live.on('task', (task) => this.#heard(task));
    live.onReturn(() => Object.keys(this.stages).forEach((model) => void this.find(model)));
  }

  /** Whether this page has to stay open for something. */
  get sending(): boolean {
    return Object.values(this.stages).some((stage) => stage.at === 'packing' || stage.at === 'sending');
  }

  /** Sends a zip. */
  async zip(model: string, zip: Blob): Promise<void> {
    const stop = new AbortController();
    this.#stops.set(model, stop);
    this.stages[model] = { at: 'sending', fraction: 0 };
    try {
      const accepted = await upload<Schemas['AcceptedTask']>(`/api/v1/models/${model}/imports`, zip, {
        type: 'application/zip',
        sent: (fraction) => (this.stages[model] = { at: 'sending', fraction }),
        signal: stop.signal
      });
      this.#taken(accepted.task);
      // A small one may have ended before it was known which to listen for.
      await this.find(model);
    } catch (thrown) {
      this.#failed(model, thrown, () => void this.zip(model, zip));
    } finally {
      this.#stops.delete(model);
    }
  }

  /** Makes a zip of files and sends it. */
  async files(model: string, files: readonly Found[]): Promise<void> {
    this.stages[model] = { at: 'packing', done: 0, total: files.length };
    try {
      const { zipOf } = await import('./zip.ts');
      const { zip, unread } = await zipOf(
        files,
        (done) => (this.stages[model] = { at: 'packing', done, total: files.length })
      );
      this.unread = { ...this.unread, [model]: unread };
      if (unread.length === files.length) {
        throw new Problem(
          'unread',
          'Your browser could not open these files',
          'Look whether they are still where they were, and choose them again.'
        );
      }
      await this.zip(model, zip);
    } catch (thrown) {
      this.#failed(model, thrown, () => void this.files(model, files));
    }
  }

  /** Tries the files once more that the browser could not open. */
  async retry(model: string): Promise<void> {
    await this.files(model, this.unread[model] ?? []);
  }

  /** Stops what is on its way. */
  stop(model: string): void {
    this.#stops.get(model)?.abort();
  }

  /** Finds an import that another page began, or this one before it was loaded again. */
  async find(model: string): Promise<void> {
    if (this.stages[model] && this.stages[model].at !== 'reading') {
      return;
    }
    const tasks = await answer(
      api.GET('/api/v1/tasks', { params: { query: { model, kind: 'import', limit: 1 } } })
    );
    const newest = tasks.items[0];
    if (newest && (!isOver(newest) || this.stages[model])) {
      this.#taken(newest);
    }
  }

  /** Takes up an import that another page or a program has begun. */
  meet(task: Task): void {
    const stage = this.stages[task.model];
    const free = !stage || (stage.at === 'ended' && stage.task.id !== task.id);
    if (task.kind === 'import' && free && !isOver(task)) {
      this.#taken(task);
    }
  }

  /** Forgets how an import ended. */
  dismiss(model: string): void {
    delete this.stages[model];
    this.unread = { ...this.unread, [model]: [] };
  }

  #failed(model: string, thrown: unknown, again: () => void): void {
    this.stages[model] = { at: 'failed', problem: Problem.from(thrown), again };
  }

  #heard(task: Task): void {
    const stage = this.stages[task.model];
    if (task.kind === 'import' && stage?.at === 'reading' && stage.task.id === task.id) {
      this.#taken(task);
    }
  }

  /** What was asked for may come later than what was told meanwhile: an end stays. */
  #taken(task: Task): void {
    const stage = this.stages[task.model];
    if (stage?.at === 'ended' && stage.task.id === task.id) {
      return;
    }
    this.stages[task.model] = { at: isOver(task) ? 'ended' : 'reading', task };
  }
}

/** Why pictures did not arrive, once that is known. */
export function failureOf(stage: Stage): Problem | undefined {
  if (stage.at === 'failed') {
    return stage.problem;
  }
  const told = stage.at === 'ended' ? stage.task.problem : undefined;
  return told && new Problem(told.type.split('/').at(-1) ?? '', told.title, told.detail, told.status);
}

/** Whether a task has come to an end. */
export function isOver(task: Pick<Task, 'status'>): boolean {
  return task.status === 'succeeded' || task.status === 'failed' || task.status === 'cancelled';
}

export const imports = new Imports();
