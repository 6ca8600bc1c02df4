import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { follow, parser, type Listener } from './stream.ts';

let told: string[];
let body: ReadableStreamDefaultController<Uint8Array>;
let asked: string[];
const listener: Listener = {
  opened: () => told.push('opened'),
  event: (name, data) => told.push(`${name} ${data}`),
  ended: (status) => told.push(`ended ${status}`)
};

function answer(status: number, type: string): void {
  vi.stubGlobal('fetch', (address: string, { signal }: { signal: AbortSignal }) => {
    asked.push(address);
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        body = controller;
        signal.addEventListener('abort', () => controller.error(new Error('aborted')));
      }
    });
    return Promise.resolve(new Response(stream, { status, headers: { 'Content-Type': type } }));
  });
}

function send(text: string): void {
  body.enqueue(new TextEncoder().encode(text));
}

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  asked = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('events come whole, however they were cut on the way', () => {
  const events: string[] = [];
  const take = parser((name, data) => events.push(`${name} ${data}`));
  for (const part of [':\n\nev', 'ent: task\nda', 'ta:{"a": 1}\r\n', 'data: 2\n', '\nid: 7\ndata:x\n\n\n']) {
    take(part);
  }
  expect(events).toEqual(['task {"a": 1}\n2', 'message x']);
});

test('a stream opens, tells and ends', async () => {
  answer(200, 'text/event-stream; charset=UTF-8');
  follow('nodes,memory', listener);
  await vi.waitFor(() => expect(told).toEqual(['opened']));
  send('event: task\ndata: {}\n\n');
  await vi.waitFor(() => expect(told).toContain('task {}'));
  body.close();
  await vi.waitFor(() => expect(told).toEqual(['opened', 'task {}', 'ended undefined']));
  expect(asked).toEqual(['/api/v1/events?watch=nodes,memory']);
});

test('a server that answers something else is told with its status', async () => {
  answer(401, 'application/problem+json');
  follow('', listener);
  await vi.waitFor(() => expect(told).toEqual(['ended 401']));
  expect(asked).toEqual(['/api/v1/events']);
});

test('a page of something in between is no stream', async () => {
  answer(200, 'text/html');
  follow('', listener);
  await vi.waitFor(() => expect(told).toEqual(['ended undefined']));
});

test('a stream that falls silent has ended, and a comment is not silence', async () => {
  answer(200, 'text/event-stream');
  follow('', listener);
  await vi.waitFor(() => expect(told).toEqual(['opened']));
  for (let i = 0; i < 6; i++) {
    await vi.advanceTimersByTimeAsync(10_000);
    send(':\n\n');
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(told).toEqual(['opened']);
  await vi.advanceTimersByTimeAsync(45_000);
  expect(told).toEqual(['opened', 'ended undefined']);
});

test('a stream that was stopped tells nothing more', async () => {
  answer(200, 'text/event-stream');
  const stop = follow('', listener);
  await vi.waitFor(() => expect(told).toEqual(['opened']));
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(['opened']);
});
