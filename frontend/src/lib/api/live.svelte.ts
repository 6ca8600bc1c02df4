import type { Schemas } from './client.ts';

/** What the server tells as it happens; see `GET /api/v1/events`. */
export interface LiveEvents {
  task: Schemas['Task'];
  run: Schemas['RunMoment'];
  model: { id: string; state: Schemas['Model']['state'] };
}

type Name = keyof LiveEvents;
type Listener<N extends Name> = (event: LiveEvents[N]) => void;

const NAMES: readonly Name[] = ['task', 'run', 'model'];
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/**
 * The page's one connection for what happens on the server. It comes back by itself after it broke, and then tells
 * everybody to read what they show once more, since events are not kept.
 */
class Live {
  /** Since when there is no connection, in milliseconds of the epoch; undefined while there is one. */
  lostAt = $state<number>();
  /** When the next attempt is made, in milliseconds of the epoch. */
  retryAt = $state<number>();

  #source: EventSource | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  readonly #listeners = new Map<Name, Set<Listener<never>>>(NAMES.map((name) => [name, new Set()]));
  readonly #returns = new Set<() => void>();

  constructor() {
    // Not proof that this server is out of reach, which may be on this very machine: the connection is tried anew.
    for (const change of ['offline', 'online']) {
      addEventListener(change, () => this.#source && this.retry());
    }
  }

  /** Connects, if it is not connected. */
  open(): void {
    if (this.#source) {
      return;
    }
    clearTimeout(this.#timer);
    const source = new EventSource('/api/v1/events');
    this.#source = source;
    source.onopen = () => {
      this.#wait = FIRST_WAIT;
      this.retryAt = undefined;
      if (this.lostAt !== undefined) {
        this.lostAt = undefined;
        this.#returns.forEach((tell) => tell());
      }
    };
    source.onerror = () => this.#lost();
    for (const name of NAMES) {
      source.addEventListener(name, (message) => {
        const event = JSON.parse((message as MessageEvent<string>).data) as never;
        this.#listeners.get(name)?.forEach((listener) => listener(event));
      });
    }
  }

  /** Ends the connection, as on signing out. */
  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.lostAt = undefined;
    this.retryAt = undefined;
  }

  /** Tries now instead of waiting. */
  retry(): void {
    this.#source?.close();
    this.#source = undefined;
    this.open();
  }

  /** Calls the listener for each event of a name; the answer ends that. */
  on<N extends Name>(name: N, listener: Listener<N>): () => void {
    this.#listeners.get(name)?.add(listener as Listener<never>);
    return () => this.#listeners.get(name)?.delete(listener as Listener<never>);
  }

  /** Calls when the connection is back, for reading again what may have changed. */
  onReturn(read: () => void): () => void {
    this.#returns.add(read);
    return () => this.#returns.delete(read);
  }

  #lost(): void {
    this.#source?.close();
    this.#source = undefined;
    this.lostAt ??= Date.now();
    this.retryAt = Date.now() + this.#wait;
    this.#timer = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}

export const live = new Live();
