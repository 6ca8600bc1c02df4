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
  loading = $state(false);
  /** When the value was read, in milliseconds of the epoch. */
  readAt = $state<number>();

  readonly #read: () => Promise<T>;
  #again = false;

  constructor(read: () => Promise<T>) {
    this.#read = read;
  }

  /** Reads; while a reading is under way, one more follows it. */
  async load(): Promise<void> {
    if (this.loading) {
      this.#again = true;
      return;
    }
    this.loading = true;
    try {
      this.#show(await this.#read());
    } catch (thrown) {
      this.problem = Problem.from(thrown);
      if (this.problem.status === 401) {
        await session.expired();
      }
    } finally {
      this.loading = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.load();
    }
  }

  /** For `$effect`: reads now and whenever the connection returns, until the effect ends. */
  follow(): () => void {
    void this.load();
    return live.onReturn(() => void this.load());
  }

  /** For `$effect`, of what the server tells by itself when asked to: reads now, and shows what it tells. */
  watch<N extends keyof WatchedEvents>(this: Loaded<WatchedEvents[N]>, name: N): () => void {
    const ends = [this.follow(), live.watch(name, (told) => this.#show(told))];
    return () => ends.forEach((end) => end());
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
