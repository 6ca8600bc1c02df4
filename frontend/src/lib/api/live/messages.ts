import type { Schemas } from '../client.ts';

/** What the server tells as it happens; see `GET /api/v1/events`. */
export interface LiveEvents {
  task: Schemas['Task'];
  run: Schemas['RunMoment'];
  model: { id: string; state: Schemas['Model']['state'] };
}

/** What the server tells only to those who ask for it; the first event says what is now. */
export interface WatchedEvents {
  'own-runners': Schemas['OwnRunnerPage'];
  runners: Schemas['RunnerPage'];
  nodes: Schemas['NodePage'];
  memory: Schemas['MemoryPage'];
}

export type Watched = keyof WatchedEvents;
export type Name = keyof LiveEvents | Watched;

export const WATCHED: readonly Watched[] = ['own-runners', 'runners', 'nodes', 'memory'];

/** What a tab wants to be told, and as whom. */
export interface Wish {
  account: string;
  watch: readonly Watched[];
}

/** What a tab says to the hub. A `join` is fresh from the server; `here` repeats what the tab has known for a while. */
export type Saying =
  ({ is: 'join' } & Wish) | ({ is: 'here' } & Wish) | { is: 'retry' } | { is: 'leave' } | { is: 'sign-out' };

/** How the connection is; times in milliseconds of the epoch. */
export interface Connection {
  /** Since when there is none; undefined while there is one. */
  lostAt: number | undefined;
  /** When the next attempt is made. */
  retryAt: number | undefined;
}

/** What the hub tells a tab. */
export type Telling =
  | ({ is: 'connection' } & Connection)
  /** Events may have been missed: what is shown is to be read again. */
  | { is: 'missed' }
  /** Somebody else may be signed in by now, or nobody. */
  | { is: 'ask-who' }
  | { is: 'event'; name: string; data: string };
