import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hub, type Tab } from './hub.ts';
import type { Telling, Watched } from './messages.ts';
import type { Listener } from './stream.ts';

/** A stream that the hub asked for. */
interface Asked extends Listener {
  watch: string;
  stopped: boolean;
}

class Heard implements Tab {
  readonly all: Telling[] = [];

  tell(telling: Telling): void {
    this.all.push(telling);
  }

  /** What was told since the last look, in words. */
  take(): string[] {
    return this.all.splice(0).map((each) => {
      switch (each.is) {
        case 'event':
          return `${each.name} ${each.data}`;
        case 'connection':
          return each.lostAt === undefined ? 'connected' : each.retryAt === undefined ? 'trying' : 'lost';
        default:
          return each.is;
      }
    });
  }
}

let asked: Asked[];
let hub: Hub;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  hub = new Hub((watch, listener) => {
    const stream: Asked = { watch, stopped: false, ...listener };
    asked.push(stream);
    return () => (stream.stopped = true);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function join(account = 'ann', ...watch: Watched[]): Heard {
  const tab = new Heard();
  hub.hear(tab, { is: 'join', account, watch });
  return tab;
}

function newest(): Asked {
  return asked.at(-1) as Asked;
}

/** Those that were neither stopped nor are told to be. */
function running(): string[] {
  return asked.filter((each) => !each.stopped).map((each) => each.watch);
}

function joined(...tabs: Heard[]): void {
  newest().opened();
  tabs.forEach((tab) => tab.take());
}

test('many tabs share one stream, and all hear what it tells', () => {
  const tabs = Array.from({ length: 8 }, () => join());
  joined(...tabs);
  newest().event('task', '{}');
  expect(asked).toHaveLength(1);
  tabs.forEach((tab) => expect(tab.take()).toEqual(['task {}']));
});

test('what any tab watches is asked for, and told to those who watch it', () => {
  const one = join('ann', 'nodes');
  const other = join();
  joined(one, other);
  expect(newest().watch).toBe('nodes');
  hub.hear(other, { is: 'here', account: 'ann', watch: ['memory', 'runners'] });
  expect(newest().watch).toBe('runners,nodes,memory');
  joined(one, other);
  newest().event('memory', '{}');
  newest().event('nodes', '[]');
  expect(one.take()).toEqual(['nodes []']);
  expect(other.take()).toEqual(['memory {}']);
});

test('the stream before goes on until the next one tells, so that nothing is missed', () => {
  const one = join();
  joined(one);
  const before = newest();
  hub.hear(one, { is: 'here', account: 'ann', watch: ['nodes'] });
  before.event('task', '1');
  newest().opened();
  before.event('task', '2');
  expect(before.stopped).toBe(false);
  vi.advanceTimersByTime(1_000);
  expect(before.stopped).toBe(true);
  expect(running()).toEqual(['nodes']);
  expect(one.take()).toEqual(['connected', 'task 1', 'task 2']);
});

test('a tab that begins to watch what another does hears at once what is now', () => {
  join('ann', 'nodes');
  newest().opened();
  newest().event('nodes', '[7]');
  const late = join('ann', 'nodes');
  expect(late.take()).toEqual(['connected', 'nodes [7]']);
  expect(asked).toHaveLength(1);
});

test('what nobody watches any more is not asked for', () => {
  const one = join('ann', 'nodes');
  const other = join();
  joined(one, other);
  hub.hear(one, { is: 'leave' });
  joined(other);
  expect(newest().watch).toBe('');
  hub.hear(other, { is: 'leave' });
  expect(running()).toEqual([]);
});

test('a tab that closes without a word does not keep its wish', () => {
  const crashed = join('ann', 'nodes');
  const hidden = join();
  joined(crashed, hidden);
  for (let minute = 0; minute < 4; minute++) {
    vi.advanceTimersByTime(60_000);
    hub.hear(hidden, { is: 'here', account: 'ann', watch: [] });
  }
  joined(hidden);
  vi.advanceTimersByTime(1_000);
  expect(running()).toEqual(['']);
});

test('a tab that was taken for gone reads again what it shows', () => {
  const frozen = join();
  const other = join();
  joined(frozen, other);
  for (let minute = 0; minute < 4; minute++) {
    vi.advanceTimersByTime(60_000);
    hub.hear(other, { is: 'here', account: 'ann', watch: [] });
  }
  other.take();
  hub.hear(frozen, { is: 'here', account: 'ann', watch: [] });
  expect(frozen.take()).toEqual(['connected', 'missed']);
  expect(other.take()).toEqual([]);
});

test('a broken stream is told to every tab, comes back, and all read again', () => {
  const tabs = [join(), join()];
  joined(...tabs);
  newest().ended(undefined);
  tabs.forEach((tab) => expect(tab.take()).toEqual(['lost']));
  vi.advanceTimersByTime(1_000);
  tabs.forEach((tab) => expect(tab.take()).toEqual(['trying']));
  newest().opened();
  tabs.forEach((tab) => expect(tab.take()).toEqual(['connected', 'missed']));
  expect(asked).toHaveLength(2);
});

test('attempts become rarer, and one that is asked for is made at once', () => {
  const tab = join();
  joined(tab);
  newest().ended(undefined);
  for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    const attempts = asked.length;
    vi.advanceTimersByTime(wait - 1);
    expect(asked).toHaveLength(attempts);
    vi.advanceTimersByTime(1);
    expect(asked).toHaveLength(attempts + 1);
    newest().ended(undefined);
  }
  const attempts = asked.length;
  hub.hear(tab, { is: 'retry' });
  hub.hear(tab, { is: 'retry' });
  expect(asked).toHaveLength(attempts + 1);
});

test('a page that loads while there is no connection reads again when there is', () => {
  const tab = join();
  joined(tab);
  newest().ended(undefined);
  const late = join();
  expect(late.take()).toEqual(['lost']);
  vi.advanceTimersByTime(1_000);
  newest().opened();
  expect(late.take()).toEqual(['trying', 'connected', 'missed']);
});

test('tabs that a new hub hears of read again once it has its stream', () => {
  const tab = new Heard();
  hub.hear(tab, { is: 'here', account: 'ann', watch: ['nodes'] });
  expect(tab.take()).toEqual(['trying']);
  newest().opened();
  expect(tab.take()).toEqual(['connected', 'missed']);
});

test('signing out ends the stream, and all other tabs ask who they are', () => {
  const one = join();
  const other = join();
  joined(one, other);
  hub.hear(one, { is: 'sign-out' });
  expect(running()).toEqual([]);
  expect(one.take()).toEqual([]);
  expect(other.take()).toEqual(['ask-who']);
});

test('an account hears nothing that was told to another', () => {
  const before = join('ann', 'own-runners');
  joined(before);
  newest().event('own-runners', '{"of": "ann"}');
  before.take();
  const after = join('bob', 'own-runners');
  expect(before.take()).toEqual(['ask-who']);
  expect(asked[0]?.stopped).toBe(true);
  newest().opened();
  newest().event('task', '{"of": "bob"}');
  expect(before.take()).toEqual([]);
  expect(after.take()).toEqual(['connected', 'task {"of": "bob"}']);
  hub.hear(before, { is: 'here', account: 'ann', watch: [] });
  expect(before.take()).toEqual(['ask-who']);
});

test('a session that ended sends tabs to ask who they are, and is not asked for in haste', () => {
  const tab = join();
  newest().ended(401);
  expect(tab.take()).toEqual(['connected', 'lost', 'ask-who']);
  hub.hear(tab, { is: 'join', account: 'ann', watch: [] });
  expect(asked).toHaveLength(1);
  hub.hear(tab, { is: 'leave' });
  vi.advanceTimersByTime(60_000);
  expect(asked).toHaveLength(1);
});

test('what this account may not watch does not keep it from everything else', () => {
  const tab = join('ann', 'nodes');
  newest().ended(403);
  expect(newest().watch).toBe('');
  newest().opened();
  hub.hear(tab, { is: 'here', account: 'ann', watch: ['nodes'] });
  expect(asked).toHaveLength(2);
  hub.hear(tab, { is: 'here', account: 'ann', watch: ['own-runners'] });
  expect(newest().watch).toBe('own-runners');
});
