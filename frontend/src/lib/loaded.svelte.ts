import { live, type WatchedEvents } from './api/live.svelte.ts';
import { Problem } from './api/problem.ts';
import { session } from './session.svelte.ts';

/**
 * What a page shows of the server: read once, read again when asked or when the connection returns. While it is read
 * again, and where that fails, the old value stays.
 */
export class Loaded<T> {
  value = $state<T>();
  problem = $state<Problem>();
  /** When the value was read, in milliseconds of the epoch. */
  readAt = $state<number>();

  readonly #read: () => Promise<T>;
  // None of these is a state: an effect that reads must not run again because the reading ended.
  #reading = 0;
  #underWay = false;
  #again = false;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Reads; while a reading is under way, one more follows it. */
  async load(): Promise<void> {
    if (this.#underWay) {
      this.#again = true;
      return;
    }
    await this.#begin();
  }

  /** For `$effect`: reads now and whenever the connection returns, until the effect ends. */
  follow(): () => void {
    void this.#begin();
    return live.onReturn(() => void this.load());
  }

  /** For `$effect`, of what the server tells by itself when asked to: reads now, and shows what it tells. */
  watch<N extends keyof WatchedEvents>(this: Loaded<WatchedEvents[N]>, name: N): () => void {
    const ends = [this.follow(), live.watch(name, (told) => this.#show(told))];
    return () => ends.forEach((end) => end());
  }

  /** Reads at once, so that an effect depends on what is read by; of several readings the last one counts. */
  async #begin(): Promise<void> {
    const reading = ++this.#reading;
    this.#underWay = true;
    try {
      const value = await this.#read();
      if (reading === this.#reading) {
        this.#show(value);
      }
    } catch (thrown) {
      if (reading === this.#reading) {
        await this.#fail(Problem.from(thrown));
      }
    }
    if (reading !== this.#reading) {
      return;
    }
    this.#underWay = false;
    if (this.#again) {
      this.#again = false;
      await this.load();
    }
  }

  async #fail(problem: Problem): Promise<void> {
    this.problem = problem;
    if (problem.status === 401) {
      await session.expired();
    }
  }

  #show(value: T): void {
    this.value = value;
    this.problem = undefined;
    this.readAt = Date.now();
  }
}

/** A function that runs its work once after a burst of calls has been quiet for some milliseconds. */
export function settled(work: () => void, quiet = 150): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, quiet);
  };
}
