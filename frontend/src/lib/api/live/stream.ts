/** What comes of a connection: it opens and tells, or not, and ends once unless it is stopped before. */
export interface Listener {
  opened(): void;
  event(name: string, data: string): void;
  /** With the status where the server answered something else than events. */
  ended(status: number | undefined): void;
}

/** Asks for events, those of `watch` too; the answer stops that. */
export type Connect = (watch: string, listener: Listener) => () => void;

/** The server says something every ten seconds, if only that nothing happens. */
const SILENCE = 35_000;
const LOOK = 5_000;

/** The server's events over a request of its own, which unlike an `EventSource` tells why it failed and that it has fallen silent. */
export const follow: Connect = (watch, listener) => {
  const abort = new AbortController();
  let heardAt = Date.now();
  const end = (status?: number): void => {
    if (!abort.signal.aborted) {
      stop();
      listener.ended(status);
    }
  };
  // By the clock, which goes on while the computer sleeps.
  const guard = setInterval(() => Date.now() - heardAt > SILENCE && end(), LOOK);
  const stop = (): void => {
    clearInterval(guard);
    abort.abort();
  };
  const heard = (): void => {
    heardAt = Date.now();
  };
  read(watch, listener, heard, abort.signal).then(end, () => end());
  return stop;
};

async function read(
  watch: string,
  listener: Listener,
  heard: () => void,
  signal: AbortSignal
): Promise<number | undefined> {
  const response = await fetch('/api/v1/events' + (watch && `?watch=${watch}`), {
    headers: { Accept: 'text/event-stream' },
    cache: 'no-store',
    signal
  });
  if (!response.ok) {
    return response.status;
  }
  if (!response.body || !response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    return undefined;
  }
  heard();
  listener.opened();
  const take = parser((name, data) => !signal.aborted && listener.event(name, data));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    heard();
    take(part.value);
  }
  return undefined;
}

/** Makes events of text as it comes, in any pieces; of fields knows `event` and `data`, which are all that the server sends. */
export function parser(tell: (name: string, data: string) => void): (text: string) => void {
  let rest = '';
  let name = '';
  let data: string[] = [];
  const line = (text: string): void => {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(text) ?? [];
    if (text === '') {
      if (data.length > 0) {
        tell(name || 'message', data.join('\n'));
      }
      name = '';
      data = [];
    } else if (field === 'event') {
      name = value;
    } else if (field === 'data') {
      data.push(value);
    }
  };
  return (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach((each) => line(each.replace(/\r$/, '')));
  };
}
