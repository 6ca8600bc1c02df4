import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { signUp } from './people.ts';
import { barZip } from './pictures.ts';
import { Wire } from './wire.ts';

let wire: Wire;
let context: BrowserContext;
let first: Page;
let server: string;

test.beforeEach(async ({ browser, baseURL }) => {
  server = baseURL ?? '';
  wire = await Wire.lay(server);
  context = await browser.newContext({ baseURL: wire.origin });
  first = await context.newPage();
  await signUp(first);
});

test.afterEach(async () => {
  await context.close();
  wire.remove();
});

/** Asks the server itself, whatever becomes of the wire. */
async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answered = await fetch(`${server}/api/v1${path}`, {
    ...init,
    headers: { ...init.headers, Cookie: cookies, Origin: server }
  });
  expect(answered.ok, path).toBe(true);
  return answered;
}

async function newModel(name: string): Promise<string> {
  const made = await ask('/models', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name })
  });
  return ((await made.json()) as { id: string }).id;
}

/** Brings so many pictures of two kinds without a page, and waits until they are there. */
async function bring(model: string, kinds = [0, 1], each = 30): Promise<void> {
  const accepted = await ask(`/models/${model}/imports`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/zip' },
    body: new Uint8Array(barZip(kinds, each))
  });
  const { task } = (await accepted.json()) as { task: { id: string } };
  await expect
    .poll(async () => ((await (await ask(`/tasks/${task.id}`)).json()) as { status: string }).status, {
      timeout: 60_000
    })
    .toBe('succeeded');
}

async function openAll(paths: readonly string[]): Promise<Page[]> {
  return await Promise.all(
    paths.map(async (path) => {
      const page = await context.newPage();
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      return page;
    })
  );
}

function pictures(page: Page, number: number): Promise<void> {
  return expect(page.getByRole('link', { name: `All ${number}` })).toBeVisible();
}

/** Makes pages that are opened from now on believe that nobody looks at them. */
async function hide(): Promise<void> {
  await context.addInitScript(() => Object.defineProperty(document, 'hidden', { value: true }));
}

/** As if somebody looked at a page, or no longer did. */
async function show(page: Page, seen: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !seen);
}

test('eight tabs at once are usable and live over one stream', async () => {
  const model = await newModel('Shared');
  const tabs = await openAll(Array.from({ length: 8 }, () => `/m/${model}/pictures`));
  expect(await first.evaluate(() => isSecureContext)).toBe(wire.origin.includes('localhost'));
  await bring(model);
  await Promise.all(tabs.map((tab) => pictures(tab, 60)));
  expect([...wire.streams]).toHaveLength(1);
  expect(wire.opened).toBe(1);
});

test('what tabs in sight watch is asked for over the one stream, and no more once they are hidden or closed', async () => {
  const [watching] = await openAll(['/runners', '/models']);
  const watched = expect.poll(() => [...wire.streams].map((each) => each.split(' ')[1]));
  await watched.toEqual(['watch=own-runners']);
  await show(watching as Page, false);
  await watched.toEqual([undefined]);
  await show(watching as Page, true);
  await watched.toEqual(['watch=own-runners']);
  await watching?.close();
  await watched.toEqual([undefined]);
});

test('the title of a tab that nobody looks at tells of pictures that arrive', async () => {
  const model = await newModel('Surface defects');
  await hide();
  const [tab] = await openAll([`/m/${model}`]);
  expect(await tab?.title()).toBe('Surface defects · Sorrel');
  await tab?.evaluate(() => {
    const titles: string[] = [];
    Object.assign(globalThis, { titles });
    new MutationObserver(() => titles.push(document.title)).observe(document.head, {
      childList: true,
      subtree: true,
      characterData: true
    });
  });
  await bring(model, [0, 1], 1_500);
  await expect
    .poll(() => tab?.evaluate(() => (globalThis as unknown as { titles: string[] }).titles), {
      timeout: 60_000
    })
    .toContainEqual(expect.stringMatching(/^\d+% – Surface defects$/));
  await expect.poll(() => tab?.title(), { timeout: 60_000 }).toBe('Surface defects · Sorrel');
});

test('closing the tab that came first takes nothing from the others', async () => {
  const model = await newModel('Left');
  const [one, other] = await openAll([`/m/${model}/pictures`, `/m/${model}/pictures`]);
  const opened = wire.opened;
  await first.close();
  await one?.close();
  await bring(model);
  await pictures(other as Page, 60);
  expect(wire.opened).toBe(opened);
  await other?.close();
  await expect.poll(() => wire.streams.size).toBe(0);
});

test('a lost connection is told in every tab, one tries now, and all show what happened meanwhile', async () => {
  const model = await newModel('Cut');
  const tabs = await openAll([`/m/${model}/pictures`, `/m/${model}/pictures`, '/models']);
  wire.cut();
  for (const tab of tabs) {
    await expect(tab.getByText(/Connection lost/)).toBeVisible();
  }
  await bring(model);
  wire.mend();
  await tabs[2]?.getByRole('button', { name: 'Try now' }).click();
  for (const tab of tabs) {
    await expect(tab.getByText(/Connection lost/)).toBeHidden();
  }
  await pictures(tabs[0] as Page, 60);
  await pictures(tabs[1] as Page, 60);
  expect(wire.streams.size).toBe(1);
});

test('what holds the stream may die: the tabs start another', async ({ browser }) => {
  const model = await newModel('Revived');
  const [tab] = await openAll([`/m/${model}/pictures`]);
  await kill(browser);
  await expect.poll(() => wire.opened, { timeout: 45_000 }).toBeGreaterThan(1);
  await expect.poll(() => wire.streams.size).toBe(1);
  await bring(model);
  await pictures(tab as Page, 60);
});

/** Ends the workers that tabs share, as a browser does that is short of memory. */
async function kill(browser: Browser): Promise<void> {
  const devTools = await browser.newBrowserCDPSession();
  const { targetInfos } = await devTools.send('Target.getTargets');
  const shared = targetInfos.filter((each) => each.type === 'shared_worker');
  expect(shared).not.toHaveLength(0);
  for (const { targetId } of shared) {
    await devTools.send('Target.closeTarget', { targetId });
  }
}

test('signing out in one tab signs out of all, and the next account hears its own', async () => {
  const [other] = await openAll(['/models']);
  await first.getByRole('button', { name: 'Your account' }).click();
  await first.getByRole('button', { name: 'Sign out' }).click();
  await expect(other!.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(other?.url()).toContain('next=%2Fmodels');
  await expect.poll(() => wire.streams.size).toBe(0);
  await signUp(first);
  await expect.poll(() => wire.streams.size).toBe(1);
});

test('where a browser has no shared workers, tabs that nobody looks at leave connections to the one that somebody does', async () => {
  await context.addInitScript(() => delete (globalThis as { SharedWorker?: unknown }).SharedWorker);
  const model = await newModel('Alone');
  const [seen] = await openAll([`/m/${model}/pictures`]);
  await expect.poll(() => wire.streams.size).toBe(2);
  await hide();
  await openAll(Array.from({ length: 7 }, () => '/models'));
  expect(wire.streams.size).toBe(2);
  await bring(model);
  await pictures(seen as Page, 60);
  await show(seen as Page, false);
  await expect.poll(() => wire.streams.size).toBe(1);
  await bring(model, [2, 3]);
  await show(seen as Page, true);
  await pictures(seen as Page, 120);
  await expect(seen!.getByText(/Connection lost/)).toBeHidden();
});
