import { answer, api, type Schemas } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';

export type Binned = Schemas['BinnedImage'];

/** The most that the server gives at once. */
const PAGE = 500;

/** A model's removed pictures, those removed last first, read as far as somebody has looked. */
export class Bin {
  /** How many there are, once that is known. */
  pictures = $state<number>();
  bytes = $state(0);
  /** How long each is kept. */
  keptFor = $state<string>();
  items = $state.raw<readonly Binned[]>([]);
  problem = $state<Problem>();

  readonly #model: string;
  #next: string | undefined;
  #complete = false;
  #wanted = 0;
  #reading = false;

  constructor(model: string) {
    this.#model = model;
  }

  /** Reads how many there are. */
  async look(): Promise<void> {
    try {
      await this.#page(1);
      this.problem = undefined;
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
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
      while (!this.#complete && this.items.length < this.#wanted) {
        const page = await this.#page(PAGE, this.#next);
        this.items = [...this.items, ...page.items];
        this.#next = page.next;
        this.#complete = page.next === undefined;
      }
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    } finally {
      this.#reading = false;
    }
  }

  async #page(limit: number, cursor?: string): Promise<Schemas['Bin']> {
    const page = await answer(
      api.GET('/api/v1/models/{model}/bin', {
        params: { path: { model: this.#model }, query: { limit, ...(cursor ? { cursor } : {}) } }
      })
    );
    this.pictures = page.pictures;
    this.bytes = page.bytes;
    this.keptFor = page.keptFor;
    return page;
  }

  /** Starts from the one removed last again. */
  async refresh(): Promise<void> {
    this.items = [];
    this.#next = undefined;
    this.#complete = false;
    this.#wanted = 0;
    await this.reach(PAGE);
  }
}

/** Whether removed pictures can be put back; an administrator may have set that they cannot. */
export async function keepsRemoved(model: string): Promise<boolean> {
  const bin = new Bin(model);
  await bin.look();
  return bin.keptFor !== undefined && keeps(bin.keptFor);
}

/** Whether something is kept for that time at all. */
export function keeps(keptFor: string): boolean {
  return keptFor !== 'PT0S';
}
