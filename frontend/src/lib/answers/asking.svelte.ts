import type { Schemas } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';
import { classify } from './classify.ts';
import type { Judged } from './verdicts.svelte.ts';

/** A picture that somebody gave, and what the model says to it. */
export interface Asked {
  key: number;
  name: string;
  picture: Blob;
  answer?: Schemas['Classification'];
  problem?: Problem;
  verdict?: Judged | undefined;
}

/** Pictures that are asked of at the same time: an answer takes milliseconds, its way to the server longer. */
const AT_ONCE = 3;

/** Pictures that are asked of, however many are given at once. */
export class Asking {
  /** The pictures given last come first. */
  all = $state<Asked[]>([]);
  readonly #model: string;
  #last = 0;
  #waiting: Asked[] = [];
  #workers = 0;

  constructor(model: string) {
    this.#model = model;
  }

  /** How many have come to an end. */
  readonly done = $derived(this.all.filter((each) => each.answer || each.problem).length);

  /** Asks of each, in turn. */
  give(files: readonly File[]): void {
    const given = files.map((file): Asked => ({ key: ++this.#last, name: file.name, picture: file }));
    this.all.unshift(...given);
    // What changes is what the list holds, not what was put into it.
    this.#waiting.push(...this.all.slice(0, given.length));
    while (this.#workers < Math.min(AT_ONCE, this.#waiting.length)) {
      void this.#work();
    }
  }

  async ask(entry: Asked): Promise<void> {
    delete entry.problem;
    try {
      entry.answer = await classify(this.#model, entry.picture);
    } catch (thrown) {
      entry.problem = Problem.from(thrown);
    }
  }

  /** Leaves out those that have not been asked of. */
  stop(): void {
    const left = new Set(this.#waiting.map((each) => each.key));
    this.#waiting = [];
    this.all = this.all.filter((each) => !left.has(each.key));
  }

  async #work(): Promise<void> {
    this.#workers++;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      await this.ask(next);
    }
    this.#workers--;
  }
}
