import type { Schemas } from './client.ts';

/** What the server tells as it happens; see `GET /api/v1/events`. */
export interface LiveEvents {
  task: Schemas['Task'];
  run: Schemas['RunMoment'];
  model: { id: string; state: Schemas['Model']['state'] };
}

/** What the server tells only to pages that ask for it; a page's first event says what is now. */
export interface WatchedEvents {
  'own-runners': Schemas['OwnRunnerPage'];
  runners: Schemas['RunnerPage'];
  nodes: Schemas['NodePage'];
  memory: Schemas['MemoryPage'];
}

type Events = LiveEvents & WatchedEvents;
type Name = keyof Events;
type Watched = keyof WatchedEvents;
type Listener<N extends Name> = (event: Events[N]) => void;

const WATCHED: readonly Watched[] = ['own-runners', 'runners', 'nodes', 'memory'];
const NAMES: readonly Name[] = ['task', 'run', 'model', ...WATCHED];
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
  /** Whether somebody is signed in, and so wants to be told. */
  #wanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  /** What the connection was opened for, beside what it always tells. */
  #asked = '';
  readonly #listeners = new Map<Name, Set<Listener<never>>>(NAMES.map((name) => [name, new Set()]));
  readonly #returns = new Set<() => void>();

  constructor() {
    // Not proof that this server is out of reach, which may be on this very machine: the connection is tried anew.
    for (const change of ['offline', 'online']) {
      addEventListener(change, () => this.#source && this.retry());
    }
    // Without TLS a browser has six connections to a server, for all tabs together: only what is looked at keeps one.
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#rest() : this.#wake()));
    addEventListener('pagehide', () => this.#rest());
    addEventListener('pageshow', () => this.#wake());
  }

  /** Connects, if it is not connected; a page that nobody looks at does so when it is looked at. */
  open(): void {
    this.#wanted = true;
    if (this.#source || document.hidden) {
      return;
    }
    clearTimeout(this.#timer);
    const watched = this.#watched();
    this.#asked = watched;
    const source = new EventSource('/api/v1/events' + (watched && `?watch=${watched}`));
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
    this.#wanted = false;
    this.#rest();
    this.lostAt = undefined;
  }

  /** Tries now instead of waiting. */
  retry(): void {
    this.#source?.close();
    this.#source = undefined;
    this.open();
  }

  /** Calls the listener for each event of a name; the answer ends that. */
  on<N extends keyof LiveEvents>(name: N, listener: Listener<N>): () => void {
    return this.#listen(name, listener);
  }

  /** Calls the listener with what the server says of one of its parts, now and whenever it changes; the answer ends that. */
  watch<N extends Watched>(name: N, listener: Listener<N>): () => void {
    const end = this.#listen(name, listener);
    this.#askAnew();
    return () => {
      end();
      this.#askAnew();
    };
  }

  /** Calls when the connection is back, for reading again what may have changed. */
  onReturn(read: () => void): () => void {
    this.#returns.add(read);
    return () => this.#returns.delete(read);
  }

  #listen<N extends Name>(name: N, listener: Listener<N>): () => void {
    this.#listeners.get(name)?.add(listener as Listener<never>);
    return () => this.#listeners.get(name)?.delete(listener as Listener<never>);
  }

  #watched(): string {
    return WATCHED.filter((name) => this.#listeners.get(name)?.size).join(',');
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = undefined;
    this.retryAt = undefined;
  }

  /** What happened meanwhile is read again, as after a connection that broke. */
  #wake(): void {
    if (this.#wanted && !this.#source && !document.hidden) {
      this.lostAt ??= Date.now();
      this.retry();
    }
  }

  /** Once the page has said all that it wants: events of the moment between are made up for by reading again. */
  #askAnew(): void {
    queueMicrotask(() => {
      if (this.#source && this.#watched() !== this.#asked) {
        this.lostAt ??= Date.now();
        this.retry();
      }
    });
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
