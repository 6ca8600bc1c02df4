import { Line } from './live/line.ts';
import {
  WATCHED,
  type LiveEvents,
  type Name,
  type Telling,
  type Watched,
  type WatchedEvents,
  type Wish
} from './live/messages.ts';

export type { LiveEvents, WatchedEvents };

type Events = LiveEvents & WatchedEvents;
type Listener<N extends Name> = (event: Events[N]) => void;

/**
 * What happens on the server, for this page. All tabs of a browser share one connection, which comes back by itself
 * after it broke; then everybody is told to read what they show once more, since events are not kept.
 */
class Live {
  /** Since when there is no connection, in milliseconds of the epoch; undefined while there is one. */
  lostAt = $state<number>();
  /** When the next attempt is made, in milliseconds of the epoch. */
  retryAt = $state<number>();

  /** Who is signed in, and so wants to be told. */
  #account: string | undefined;
  readonly #listeners = new Map<string, Set<Listener<never>>>();
  readonly #returns = new Set<() => void>();
  readonly #doubts = new Set<() => void>();
  #line: Line | undefined;

  constructor() {
    // Not proof that this server is out of reach, which may be on this very machine: the connection is tried anew.
    for (const change of ['offline', 'online']) {
      addEventListener(change, () => this.retry());
    }
  }

  /** Begins what takes a moment, where somebody is likely to be signed in. */
  prepare(): void {
    this.#line ??= new Line({ told: (telling) => this.#told(telling), wish: () => this.#wish() });
  }

  /** Tells of what happens to an account's things, of which the server has just said that it is signed in. */
  open(account: string): void {
    const other = this.#account !== undefined && this.#account !== account;
    this.prepare();
    this.#account = account;
    this.#line?.say({ is: 'join', account, watch: this.#watched() });
    if (other) {
      this.#readAgain();
    }
  }

  /** Ends that for this page. */
  close(): void {
    this.#end({ is: 'leave' });
  }

  /** Ends that for all tabs, whose session is over. */
  signOut(): void {
    this.#end({ is: 'sign-out' });
  }

  /** Tries now instead of waiting. */
  retry(): void {
    this.#line?.say({ is: 'retry' });
  }

  /** Calls the listener for each event of a name; the answer ends that. */
  on<N extends keyof LiveEvents>(name: N, listener: Listener<N>): () => void {
    return this.#listen(name, listener);
  }

  /** Calls the listener with what the server says of one of its parts, now and whenever it changes; the answer ends that. */
  watch<N extends Watched>(name: N, listener: Listener<N>): () => void {
    const end = this.#listen(name, listener);
    this.#wishAnew();
    return () => {
      end();
      this.#wishAnew();
    };
  }

  /** Calls when events may have been missed, for reading again what may have changed. */
  onReturn(read: () => void): () => void {
    this.#returns.add(read);
    return () => this.#returns.delete(read);
  }

  /** Calls when somebody else may be signed in, or nobody. */
  onDoubt(find: () => void): () => void {
    this.#doubts.add(find);
    return () => this.#doubts.delete(find);
  }

  #end(saying: { is: 'leave' } | { is: 'sign-out' }): void {
    this.#account = undefined;
    this.#line?.say(saying);
    this.lostAt = undefined;
    this.retryAt = undefined;
  }

  #listen<N extends Name>(name: N, listener: Listener<N>): () => void {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener as Listener<never>));
    return () => all.delete(listener as Listener<never>);
  }

  /** The server looks every second for what is watched: nobody looks at a hidden page, and one that is shown again is told at once. */
  #watched(): Watched[] {
    return document.hidden ? [] : WATCHED.filter((name) => this.#listeners.get(name)?.size);
  }

  #wish(): Wish | undefined {
    return this.#account === undefined ? undefined : { account: this.#account, watch: this.#watched() };
  }

  /** Once the page has said all that it wants. */
  #wishAnew(): void {
    queueMicrotask(() => {
      const wish = this.#wish();
      if (wish) {
        this.#line?.say({ is: 'here', ...wish });
      }
    });
  }

  #told(telling: Telling): void {
    if (this.#account === undefined) {
      return;
    }
    switch (telling.is) {
      case 'connection':
        this.lostAt = telling.lostAt;
        this.retryAt = telling.retryAt;
        return;
      case 'missed':
        return this.#readAgain();
      case 'ask-who':
        return this.#doubts.forEach((find) => find());
      case 'event': {
        const event = JSON.parse(telling.data) as never;
        return this.#listeners.get(telling.name)?.forEach((listener) => listener(event));
      }
    }
  }

  #readAgain(): void {
    this.#returns.forEach((read) => read());
  }
}

export const live = new Live();
