import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Line } from './line.ts';
import type { Saying, Telling, Wish } from './messages.ts';

/** The tab's end of a connection to a worker. */
class Port {
  readonly said: string[] = [];
  closed = false;
  onmessage: (message: { data: Telling }) => void = () => {};

  postMessage(saying: Saying): void {
    this.said.push(saying.is);
  }

  close(): void {
    this.closed = true;
  }

  answer(): void {
    this.onmessage({ data: { is: 'connection', lostAt: undefined, retryAt: undefined } });
  }
}

interface Worker {
  port: Port;
  onerror: () => void;
}

const own: string[] = [];
vi.mock('./hub.ts', () => ({
  Hub: class {
    hear(_: unknown, saying: Saying): void {
      own.push(saying.is);
    }
  }
}));

let workers: Worker[];
let page: EventTarget & { hidden: boolean };
let around: EventTarget;
let told: string[];
let wish: Wish | undefined;

function share(): void {
  vi.stubGlobal(
    'SharedWorker',
    class implements Worker {
      port = new Port();
      onerror = (): void => {};

      constructor() {
        workers.push(this);
      }
    }
  );
}

function line(): Line {
  return new Line({ told: (telling) => told.push(telling.is), wish: () => wish });
}

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  own.length = 0;
  told = [];
  wish = { account: 'ann', watch: [] };
  page = Object.assign(new EventTarget(), { hidden: false });
  around = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', around.addEventListener.bind(around));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a tab says again and again that it is here, hidden or not', async () => {
  share();
  line().say({ is: 'join', account: 'ann', watch: [] });
  const port = workers[0]?.port as Port;
  port.answer();
  page.hidden = true;
  await vi.advanceTimersByTimeAsync(10_000);
  port.answer();
  await vi.advanceTimersByTimeAsync(9_999);
  expect(port.said).toEqual(['join', 'here']);
  expect(workers).toHaveLength(1);
});

test('where nobody is signed in there is nothing to say', async () => {
  share();
  wish = undefined;
  line();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(workers[0]?.port.said).toEqual([]);
});

test('a hub that does not answer is replaced, and the new one hears of this tab', async () => {
  share();
  line().say({ is: 'join', account: 'ann', watch: [] });
  workers[0]?.port.answer();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(workers).toHaveLength(2);
  expect(workers[0]?.port.closed).toBe(true);
  expect(workers[1]?.port.said).toEqual(['here']);
});

test('a tab that is left does not come back by being hidden, but by being shown again', () => {
  share();
  line();
  around.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(new Event('visibilitychange'));
  expect(workers[0]?.port.said).toEqual(['leave']);
  around.dispatchEvent(new Event('pageshow'));
  expect(workers[0]?.port.said).toEqual(['leave', 'here']);
});

test('a tab without an answer from any hub helps itself', async () => {
  share();
  line().say({ is: 'join', account: 'ann', watch: [] });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(workers).toHaveLength(2);
  await vi.waitFor(() => expect(own).toEqual(['here']));
});

test('so does one whose worker cannot be loaded', async () => {
  share();
  line();
  workers[0]?.onerror();
  await vi.waitFor(() => expect(own).toEqual(['here']));
  expect(workers[0]?.port.closed).toBe(true);
});

test('a connection of the tab alone rests while nobody looks', async () => {
  line().say({ is: 'join', account: 'ann', watch: [] });
  await vi.waitFor(() => expect(own.at(-1)).toBe('join'));
  page.hidden = true;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(own.at(-1)).toBe('leave'));
  page.hidden = false;
  page.dispatchEvent(new Event('visibilitychange'));
  await vi.waitFor(() => expect(own.at(-1)).toBe('here'));
});
