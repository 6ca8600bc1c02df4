import { answer, api, type Schemas } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';

export type Image = Schemas['Image'];

/** A picture as grids and viewers show it: of a dataset, or of its bin. */
export interface Pictured {
  id: string;
  name: string;
  label?: string;
  split?: Schemas['Split'];
  width?: number;
  height?: number;
  sentence?: string;
  createdAt?: string;
  removedAt?: string;
  goesAt?: string;
  /** The path of its file. */
  content?: string;
}

/** Which pictures of a model are looked at. */
export interface Filter {
  class?: string;
  split?: Schemas['Split'];
  state?: 'ready' | 'refused';
}

/** The most that the server gives at once. */
const PAGE = 500;

/** A model's pictures, newest first, read as far as somebody has looked. */
export class PictureList {
  items = $state.raw<readonly Image[]>([]);
  problem = $state<Problem>();
  /** Whether all are there. */
  complete = $state(false);

  readonly #model: string;
  readonly #filter: Filter;
  #next: string | undefined;
  #wanted = 0;
  #reading = false;

  constructor(model: string, filter: Filter) {
    this.#model = model;
    this.#filter = filter;
  }

  /** Reads until so many are there, or all. */
  async reach(wanted: number): Promise<void> {
    this.#wanted = Math.max(this.#wanted, wanted);
    if (this.#reading) {
      return;
    }
    this.#reading = true;
    this.problem = undefined;
    try {
      while (!this.complete && this.items.length < this.#wanted) {
        await this.#page();
      }
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    } finally {
      this.#reading = false;
    }
  }

  async #page(): Promise<void> {
    const page = await answer(
      api.GET('/api/v1/models/{model}/images', {
        params: {
          path: { model: this.#model },
          query: { ...this.#filter, limit: PAGE, ...(this.#next ? { cursor: this.#next } : {}) }
        }
      })
    );
    this.items = [...this.items, ...page.items];
    this.#next = page.next;
    this.complete = page.next === undefined;
  }

  /** Leaves pictures out of the list. */
  hide(ids: ReadonlySet<string>): void {
    this.items = this.items.filter((each) => !ids.has(each.id));
  }

  /** Starts from the newest again. */
  async refresh(): Promise<void> {
    this.items = [];
    this.#next = undefined;
    this.complete = false;
    this.#wanted = 0;
    await this.reach(PAGE);
  }
}
