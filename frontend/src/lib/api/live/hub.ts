import { WATCHED, type Connection, type Saying, type Telling, type Watched, type Wish } from './messages.ts';
import type { Connect } from './stream.ts';

/** A tab, as the hub sees it. */
export interface Tab {
  tell(telling: Telling): void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** Attempts that are asked for within so many milliseconds are one: all tabs learn at once that the network is back. */
const AT_ONCE = 1_000;
/** A new stream may begin to tell a moment after it was opened. */
const OVERLAP = 1_000;
/** A tab that was not heard for so long is gone; browsers let hidden ones speak once a minute. */
const SILENCE = 180_000;
const LOOK = 60_000;
const UNAUTHENTICATED = 401;
/** The server does not let this account follow something, or does not know of it. */
const REFUSED: readonly (number | undefined)[] = [400, 403];

interface Present {
  watch: readonly Watched[];
  heardAt: number;
  /** Whether it is to be told that it has missed something, once there is a connection. */
  missed: boolean;
}

interface Stream {
  readonly watch: string;
  readonly beganAt: number;
  stop(): void;
}

/**
 * One stream of events for all tabs. It asks for what any of them wants, tells each what it wants, and comes back by
 * itself after it broke; then tabs read again what they show, since events are not kept.
 */
export class Hub {
  readonly #connect: Connect;
  readonly #tabs = new Map<Tab, Present>();
  /** The last event of each name that is watched, for tabs that begin to watch it. */
  readonly #latest = new Map<string, string>();
  #account: string | undefined;
  #opening: Stream | undefined;
  #open: Stream | undefined;
  /** The one before, while the newest begins. */
  #former: Stream | undefined;
  #refused: string | undefined;
  #connection: Connection = { lostAt: undefined, retryAt: undefined };
  #wait = FIRST_WAIT;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connect: Connect) {
    this.#connect = connect;
    setInterval(() => this.#forgetSilent(), LOOK);
  }

  hear(tab: Tab, saying: Saying): void {
    switch (saying.is) {
      case 'join':
        return this.#joined(tab, saying);
      case 'here':
        return this.#heard(tab, saying);
      case 'retry':
        return this.#retry();
      case 'leave':
        this.#tabs.delete(tab);
        return this.#ask();
      case 'sign-out':
        this.#tabs.delete(tab);
        return this.#change(undefined);
    }
  }

  #joined(tab: Tab, wish: Wish): void {
    if (wish.account !== this.#account) {
      this.#tabs.delete(tab);
      this.#change(wish.account);
    }
    this.#take(tab, wish, this.#connection.lostAt !== undefined);
  }

  /** A tab that is not known was silent for too long, or this hub is new. */
  #heard(tab: Tab, wish: Wish): void {
    this.#account ??= wish.account;
    if (wish.account !== this.#account) {
      tab.tell({ is: 'ask-who' });
      return;
    }
    const known = this.#tabs.has(tab);
    if (!known && !this.#open) {
      this.#connected({ ...this.#connection, lostAt: this.#connection.lostAt ?? Date.now() });
    }
    this.#take(tab, wish, !known);
  }

  #take(tab: Tab, { watch }: Wish, missed: boolean): void {
    const before = this.#tabs.get(tab);
    this.#tabs.set(tab, { watch, heardAt: Date.now(), missed: missed || before?.missed === true });
    this.#ask();
    tab.tell({ is: 'connection', ...this.#connection });
    this.#tellMissed();
    for (const name of watch.filter((each) => !before?.watch.includes(each))) {
      const data = this.#latest.get(name);
      if (data !== undefined && this.#open?.watch.split(',').includes(name)) {
        tab.tell({ is: 'event', name, data });
      }
    }
  }

  /** Events are of one account: all tabs have to find out who they are now. */
  #change(account: string | undefined): void {
    this.#stop();
    this.#account = account;
    const tabs = [...this.#tabs.keys()];
    this.#tabs.clear();
    tabs.forEach((tab) => tab.tell({ is: 'ask-who' }));
  }

  #retry(): void {
    const newest = this.#opening ?? this.#open;
    const justBegun = newest && Date.now() - newest.beganAt < AT_ONCE;
    if (this.#tabs.size > 0 && !justBegun) {
      this.#begin();
    }
  }

  /** Sees to it that what is asked of the server is what tabs want. */
  #ask(): void {
    if (this.#tabs.size === 0) {
      this.#stop();
    } else if (this.#timer === undefined && (this.#opening ?? this.#open)?.watch !== this.#wanted()) {
      this.#begin();
    }
  }

  #wanted(): string {
    const wanted = WATCHED.filter((name) =>
      [...this.#tabs.values()].some(({ watch }) => watch.includes(name))
    ).join(',');
    return wanted === this.#refused ? '' : wanted;
  }

  /** Opens a stream; the one that there is goes on until the new one tells. */
  #begin(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#opening?.stop();
    const watch = this.#wanted();
    const stream: Stream = {
      watch,
      beganAt: Date.now(),
      stop: this.#connect(watch, {
        opened: () => this.#opened(stream),
        event: (name, data) => this.#tell(name, data),
        ended: (status) => this.#ended(stream, status)
      })
    };
    this.#opening = stream;
    this.#connected({ ...this.#connection, retryAt: undefined });
  }

  #opened(stream: Stream): void {
    const former = this.#open;
    this.#former?.stop();
    this.#former = former;
    setTimeout(() => former?.stop(), OVERLAP);
    this.#open = stream;
    this.#opening = undefined;
    this.#wait = FIRST_WAIT;
    // All that is watched is told anew at once.
    this.#latest.clear();
    this.#connected({ lostAt: undefined, retryAt: undefined });
    this.#tellMissed();
  }

  #ended(stream: Stream, status: number | undefined): void {
    if (stream === this.#former) {
      return;
    }
    if (REFUSED.includes(status) && stream.watch !== '') {
      this.#opening = undefined;
      this.#refused = stream.watch;
      this.#ask();
      return;
    }
    this.#lost();
    if (status === UNAUTHENTICATED) {
      this.#tabs.forEach((_, tab) => tab.tell({ is: 'ask-who' }));
    }
  }

  #lost(): void {
    const lostAt = this.#connection.lostAt ?? Date.now();
    const wait = this.#wait;
    this.#stop();
    this.#wait = Math.min(wait * 2, LONGEST_WAIT);
    this.#timer = setTimeout(() => this.#begin(), wait);
    this.#tabs.forEach((present) => (present.missed = true));
    this.#connected({ lostAt, retryAt: Date.now() + wait });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    [this.#opening, this.#open, this.#former].forEach((stream) => stream?.stop());
    this.#opening = this.#open = this.#former = undefined;
    this.#latest.clear();
    this.#refused = undefined;
    this.#wait = FIRST_WAIT;
    this.#connection = { lostAt: undefined, retryAt: undefined };
  }

  #connected(connection: Connection): void {
    const { lostAt, retryAt } = this.#connection;
    this.#connection = connection;
    if (lostAt !== connection.lostAt || retryAt !== connection.retryAt) {
      this.#tabs.forEach((_, tab) => tab.tell({ is: 'connection', ...connection }));
    }
  }

  #tellMissed(): void {
    if (this.#open) {
      for (const [tab, present] of this.#tabs) {
        if (present.missed) {
          present.missed = false;
          tab.tell({ is: 'missed' });
        }
      }
    }
  }

  #tell(name: string, data: string): void {
    const watched = WATCHED.find((each) => each === name);
    if (watched) {
      this.#latest.set(name, data);
    }
    for (const [tab, { watch }] of this.#tabs) {
      if (!watched || watch.includes(watched)) {
        tab.tell({ is: 'event', name, data });
      }
    }
  }

  #forgetSilent(): void {
    const before = Date.now() - SILENCE;
    for (const [tab, { heardAt }] of this.#tabs) {
      if (heardAt < before) {
        this.#tabs.delete(tab);
      }
    }
    this.#ask();
  }
}
