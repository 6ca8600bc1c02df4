import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A wire to the server that can be cut, whoever in the browser uses it, and knows which streams of events run over it. */
export class Wire {
  /** What streams of events that are open were asked for. */
  readonly streams = new Set<string>();
  /** How many streams were opened so far. */
  opened = 0;
  readonly #server: Server;
  #whole = true;

  private constructor(to: number) {
    this.#server = createServer((asked, answer) => this.#pass(asked, answer, to));
  }

  /** A wire to the server of these tests. */
  static async lay(server: string): Promise<Wire> {
    const wire = new Wire(Number(new URL(server).port));
    await new Promise<void>((done) => wire.#server.listen(0, done));
    return wire;
  }

  /** An address that browsers do not take for secure, where this machine has one. */
  get origin(): string {
    const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    const outside = all.find((each) => !each.internal && each.family === 'IPv4');
    return `http://${outside?.address ?? 'localhost'}:${(this.#server.address() as AddressInfo).port}`;
  }

  cut(): void {
    this.#whole = false;
    this.#server.closeAllConnections();
  }

  mend(): void {
    this.#whole = true;
  }

  remove(): void {
    this.cut();
    this.#server.close();
  }

  #pass(asked: IncomingMessage, answer: ServerResponse, port: number): void {
    if (!this.#whole) {
      asked.destroy();
      return;
    }
    const { method, url = '', headers } = asked;
    const onward = request({ port, method, path: url, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answer.flushHeaders();
      answered.pipe(answer);
      if (url.startsWith('/api/v1/events')) {
        const stream = `${++this.opened} ${url.split('?')[1] ?? ''}`.trim();
        this.streams.add(stream);
        answer.on('close', () => this.streams.delete(stream));
      }
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    asked.pipe(onward);
  }
}
