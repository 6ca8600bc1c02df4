import { beforeEach, expect, test, vi } from 'vitest';
import { Problem } from '#lib/api/problem.ts';
import { Verdicts } from './verdicts.svelte.ts';

const server = vi.hoisted(() => ({
  returns: new Set<() => void>(),
  sent: [] as [string, unknown][],
  answers: (): unknown => undefined
}));

vi.mock('#lib/api/live.svelte.ts', () => ({
  live: {
    onReturn: (read: () => void) => {
      server.returns.add(read);
      return () => server.returns.delete(read);
    }
  }
}));
vi.mock('#lib/api/client.ts', () => ({
  api: {
    PUT: (_: string, { params, body }: { params: { path: { task: string } }; body: unknown }) => [
      params.path.task,
      body
    ],
    DELETE: (_: string, { params }: { params: { path: { task: string } } }) => [params.path.task, null]
  },
  answer: async (asked: [string, unknown]) => {
    const thrown = server.answers();
    if (thrown) {
      throw thrown;
    }
    server.sent.push(asked);
    return { id: asked[0], model: 'm', verdict: asked[1] };
  }
}));

const RIGHT = { agree: true };
const task = { id: 't', model: 'm' };

/** What the browser keeps, whose keys can be listed. */
function storage(): Record<string, unknown> {
  return Object.defineProperties({} as Record<string, unknown>, {
    setItem: {
      value(this: Record<string, string>, key: string, text: string) {
        this[key] = text;
      }
    },
    removeItem: {
      value(this: Record<string, string>, key: string) {
        delete this[key];
      }
    }
  });
}

beforeEach(() => {
  server.returns.clear();
  server.sent = [];
  server.answers = () => undefined;
  vi.stubGlobal('localStorage', storage());
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
  vi.useFakeTimers();
});

async function back(): Promise<void> {
  server.answers = () => undefined;
  server.returns.forEach((tell) => tell());
  await vi.advanceTimersByTimeAsync(0);
}

test('a verdict without a connection is kept and sent when it is back', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  server.answers = Problem.offline;
  expect(await verdicts.give(task, RIGHT)).toBe('kept');
  expect(verdicts.waits('t')).toBe(true);
  expect(verdicts.waiting('m')).toBe(1);
  expect(
    verdicts.over({ ...task, kind: 'classification', status: 'succeeded', createdAt: '' }).verdict
  ).toMatchObject(RIGHT);

  await back();
  expect(server.sent).toEqual([['t', RIGHT]]);
  expect(verdicts.waiting('m')).toBe(0);
  expect(Object.keys(localStorage)).toEqual([]);
});

test('a verdict that was kept is sent at the next load, by its account alone', async () => {
  const first = new Verdicts();
  const leave = first.follow('me');
  server.answers = Problem.offline;
  await first.give(task, RIGHT);
  leave();
  expect(first.waiting('m')).toBe(0);

  server.answers = () => undefined;
  const another = new Verdicts();
  another.follow('somebody else');
  await vi.advanceTimersByTimeAsync(0);
  expect(server.sent).toEqual([]);

  new Verdicts().follow('me');
  await vi.advanceTimersByTimeAsync(0);
  expect(server.sent).toEqual([['t', RIGHT]]);
});

test('what is taken back before it was sent is never sent', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  server.answers = Problem.offline;
  await verdicts.give(task, RIGHT);
  await verdicts.give(task, undefined);
  expect(verdicts.waiting('m')).toBe(0);
  await back();
  expect(server.sent).toEqual([]);
});

test('taking back what the server has waits as well', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  server.answers = Problem.offline;
  expect(await verdicts.give({ ...task, verdict: RIGHT }, undefined)).toBe('kept');
  await back();
  expect(server.sent).toEqual([['t', null]]);
});

test('a verdict that the server refuses later is told with its problem', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  server.answers = Problem.offline;
  await verdicts.give(task, { agree: false, class: 'gone' });
  server.answers = () => new Problem('no-such-class', 'No such class', 'It was removed.', 422);
  server.returns.forEach((tell) => tell());
  await vi.advanceTimersByTimeAsync(0);
  expect(verdicts.refused).toMatchObject([{ task: 't', model: 'm', problem: { kind: 'no-such-class' } }]);
  expect(verdicts.waiting('m')).toBe(0);
  verdicts.closeRefused('t');
  expect(verdicts.refused).toEqual([]);
});

test('a server that is busy is asked again after a while', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  server.answers = () => new Problem('busy', 'Busy', 'Try again.', 503, {}, undefined, 3);
  expect(await verdicts.give(task, RIGHT)).toBe('kept');
  server.answers = () => undefined;
  await vi.advanceTimersByTimeAsync(3000);
  expect(server.sent).toEqual([['t', RIGHT]]);
});

test('the last word on an answer is sent last', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  const outcomes = await Promise.all([verdicts.give(task, RIGHT), verdicts.give(task, undefined)]);
  expect(outcomes).toEqual(['sent', 'sent']);
  expect(server.sent).toEqual([
    ['t', RIGHT],
    ['t', null]
  ]);
});

test('of many, as many are told as have come to an end', async () => {
  const verdicts = new Verdicts();
  verdicts.follow('me');
  const told: number[] = [];
  const many = Array.from({ length: 9 }, (_, i) => ({ id: `t${i}`, model: 'm' }));
  const outcomes = await verdicts.giveAll(many, RIGHT, (done) => told.push(done));
  expect(outcomes).toEqual(Array(9).fill('sent'));
  expect(told.at(-1)).toBe(9);
  expect(server.sent).toHaveLength(9);
});
