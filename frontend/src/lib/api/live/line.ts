import type { Hub, Tab } from './hub.ts';
import type { Saying, Telling, Wish } from './messages.ts';

const HEARTBEAT = 10_000;
/** A shared hub that has not answered for so long is gone. */
const PATIENCE = 10_000;
/** Shared hubs that did not answer, one after the other, before a tab helps itself. */
const ATTEMPTS = 2;

/** What is at the tab's end of a line. */
export interface TabEnd {
  told(telling: Telling): void;
  /** What the tab wants now; undefined where nobody is signed in. */
  wish(): Wish | undefined;
}

/**
 * A tab's line to the hub: to one that all tabs of this browser share, or where there is no such thing to one of its
 * own, which rests while nobody looks at the tab. Either end notices when the other has gone without a word.
 */
export class Line {
  readonly #end: TabEnd;
  #post: (saying: Saying) => void = () => {};
  #port: MessagePort | undefined;
  /** Browsers say that a page is hidden after they have said that it is left. */
  #left = false;
  #heardAt = 0;
  #unanswered = 0;

  constructor(end: TabEnd) {
    this.#end = end;
    if ('SharedWorker' in globalThis) {
      this.#share();
    } else {
      this.#help();
    }
    setInterval(() => this.#repeat(), HEARTBEAT);
    // A tab that was frozen or kept for going back to learns what it has missed.
    document.addEventListener('visibilitychange', () => this.#repeat());
    addEventListener('pageshow', () => {
      this.#left = false;
      this.#repeat();
    });
    addEventListener('pagehide', () => {
      this.#left = true;
      this.#post({ is: 'leave' });
    });
  }

  say(saying: Saying): void {
    this.#post(saying);
    if (saying.is === 'join' || saying.is === 'here') {
      this.#expect();
    }
  }

  #repeat(): void {
    const wish = this.#end.wish();
    if (wish && !this.#left) {
      this.say({ is: 'here', ...wish });
    }
  }

  #share(): void {
    let worker: SharedWorker;
    try {
      worker = new SharedWorker(new URL('./hub.worker.ts', import.meta.url), {
        type: 'module',
        name: 'live'
      });
    } catch {
      this.#help();
      return;
    }
    const port = worker.port;
    worker.onerror = () => {
      if (this.#port === port) {
        this.#help();
      }
    };
    port.onmessage = (message: MessageEvent<Telling>) => {
      this.#heardAt = Date.now();
      this.#unanswered = 0;
      this.#end.told(message.data);
    };
    this.#port = port;
    this.#post = (saying) => port.postMessage(saying);
  }

  #expect(): void {
    const port = this.#port;
    const saidAt = Date.now();
    setTimeout(() => {
      if (port && this.#port === port && this.#heardAt < saidAt && this.#end.wish()) {
        this.#again();
      }
    }, PATIENCE);
  }

  #again(): void {
    this.#port?.close();
    if (++this.#unanswered < ATTEMPTS) {
      this.#share();
      this.#repeat();
    } else {
      this.#help();
    }
  }

  #help(): void {
    this.#port?.close();
    this.#port = undefined;
    const tab: Tab = { tell: (telling) => this.#end.told(telling) };
    let hub: Promise<Hub> | undefined;
    this.#post = (saying) => {
      hub ??= ownHub();
      // Without TLS a browser has six connections to a server, for all tabs together.
      const said: Saying = document.hidden && saying.is !== 'sign-out' ? { is: 'leave' } : saying;
      hub.then(
        (own) => own.hear(tab, said),
        () => (hub = undefined)
      );
    };
    this.#repeat();
  }
}

async function ownHub(): Promise<Hub> {
  const [{ Hub }, { follow }] = await Promise.all([import('./hub.ts'), import('./stream.ts')]);
  return new Hub(follow);
}
