import { Hub, type Tab } from './hub.ts';
import type { Saying } from './messages.ts';
import { follow } from './stream.ts';

const hub = new Hub(follow);

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (port) {
    const tab: Tab = { tell: (telling) => port.postMessage(telling) };
    port.onmessage = (message: MessageEvent<Saying>) => hub.hear(tab, message.data);
  }
});
