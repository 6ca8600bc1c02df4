import { answer, api, type Schemas } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';

export type Task = Schemas['Task'];

/** Which answers of a model are looked at. */
export interface ResultFilter {
  class?: string;
  unknown?: boolean;
  verdict?: 'none' | 'agree' | 'disagree';
}

const PAGE = 50;

/** A classification's result, of a task that is one. */
export function classificationOf(task: Task): Schemas['Classification'] | undefined {
  return task.kind === 'classification' && task.result
    ? (task.result as Schemas['Classification'])
    : undefined;
}

/** A model's answers, newest first, read as far as somebody has looked. */
export class ResultList {
  tasks = $state<Task[]>([]);
  problem = $state<Problem>();
  reading = $state(false);
  complete = $state(false);

  readonly #model: string;
  readonly #filter: ResultFilter;
  #next: string | undefined;

  constructor(model: string, filter: ResultFilter) {
    this.#model = model;
    this.#filter = filter;
  }

  /** Reads the next ones; with a filter a page of the server may be empty, and the next is read then. */
  async more(): Promise<void> {
    if (this.reading || this.complete) {
      return;
    }
    this.reading = true;
    this.problem = undefined;
    const before = this.tasks.length;
    try {
      while (!this.complete && this.tasks.length === before) {
        const page = await this.#read(this.#next);
        this.#add(page.items);
        this.#next = page.next;
        this.complete = page.next === undefined;
      }
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    } finally {
      this.reading = false;
    }
  }

  /** Has a certain answer among those that were read, though it is older or another filter's. */
  async open(id: string): Promise<void> {
    if (this.tasks.some((each) => each.id === id)) {
      return;
    }
    try {
      const task = await answer(api.GET('/api/v1/tasks/{task}', { params: { path: { task: id } } }));
      if (task.model === this.#model && classificationOf(task)) {
        this.#add([task]);
      }
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }

  /** Ids grow with time, and the newest comes first. */
  #add(more: readonly Task[]): void {
    const known = new Set(this.tasks.map((each) => each.id));
    this.tasks = [...this.tasks, ...more.filter((each) => !known.has(each.id))].toSorted((one, other) =>
      one.id < other.id ? 1 : -1
    );
  }

  /** Takes what the server told of a task. */
  heard(task: Task): void {
    const at = this.tasks.findIndex((each) => each.id === task.id);
    if (at >= 0) {
      this.tasks[at] = task;
    } else if (this.#fits(task)) {
      // Ids grow with time. What is older than all that was read comes with its page.
      const place = this.tasks.findIndex((each) => each.id < task.id);
      if (place >= 0 || this.complete) {
        this.tasks.splice(place >= 0 ? place : this.tasks.length, 0, task);
      }
    }
  }

  /** Takes what became of a verdict; without a task it was taken back. */
  judged(id: string, now: Task | undefined): void {
    const known = this.tasks.find((each) => each.id === id);
    if (now) {
      this.heard(now);
    } else if (known) {
      const { verdict: _, lesson: __, ...rest } = known;
      this.heard(rest);
    }
  }

  /** Reads the newest once more: what was told while the connection was lost was told to nobody. */
  async catchUp(): Promise<void> {
    const known = new Set(this.tasks.map((each) => each.id));
    let cursor: string | undefined;
    try {
      do {
        const page = await this.#read(cursor);
        page.items.forEach((task) => this.heard(task));
        cursor = page.items.some((task) => known.has(task.id)) ? undefined : page.next;
      } while (cursor !== undefined);
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }

  #read(cursor: string | undefined): Promise<Schemas['TaskPage']> {
    return answer(
      api.GET('/api/v1/tasks', {
        params: {
          query: {
            model: this.#model,
            kind: 'classification',
            ...this.#filter,
            limit: PAGE,
            ...(cursor ? { cursor } : {})
          }
        }
      })
    );
  }

  #fits(task: Task): boolean {
    const result = classificationOf(task);
    return (
      task.model === this.#model &&
      result !== undefined &&
      (this.#filter.class === undefined || result.class === this.#filter.class) &&
      (this.#filter.unknown === undefined || result.unknown === this.#filter.unknown) &&
      (this.#filter.verdict === undefined || this.#filter.verdict === verdictOf(task))
    );
  }
}

function verdictOf(task: Task): 'none' | 'agree' | 'disagree' {
  if (!task.verdict) {
    return 'none';
  }
  return task.verdict.agree ? 'agree' : 'disagree';
}
