import { expect, test, type Page } from '@playwright/test';
import { choose, makeModel, signUp } from './people.ts';
import { bar, barZip, dataSet, greyTiff, random } from './pictures.ts';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';

// One model is made for all, and each test goes on where the one before stopped.
test.describe.configure({ mode: 'serial' });

let page: Page;
let model: string;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await signUp(page);
  await makeModel(page, 'checked', barZip([0, 1, 2], 60));
  model = new URL(page.url()).pathname;
});

test.afterAll(async () => {
  await page.context().close();
});

test('Try it and Results tell the same of a picture', async () => {
  await page.goto(`${model}/try`);
  const tried: string[] = [];
  for (let kind = 0; kind < 4; kind++) {
    await choose(page, 'Choose pictures', {
      name: `${kind}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(bar(kind, random(300 + kind)))
    });
    const answer = page.getByRole('article', { name: `${kind}.png` });
    await expect(answer.locator('.figure')).toBeVisible();
    tried.unshift(await told(answer));
  }
  await page.getByRole('link', { name: 'Results' }).first().click();
  const answer = page.getByRole('article', { name: 'The answer' });
  for (const [i, text] of tried.entries()) {
    await page.getByRole('region', { name: 'Answers', exact: true }).locator('.list a').nth(i).click();
    await expect.poll(() => told(answer)).toBe(text);
  }
  await page.getByRole('link', { name: 'Overview' }).first().click();
  const overview = await page
    .getByText(/^Right on/)
    .first()
    .innerText();
  await page.getByRole('link', { name: 'Versions' }).first().click();
  await expect(page.getByText(overview.replace(/\.$/, '')).first()).toBeVisible();
});

test('a model says of photographs that it does not know what is on them', async () => {
  const zip = dataSet('caltech97-ten.zip');
  test.skip(zip === undefined, 'the data sets are not on this machine');
  const photographs = Object.entries(
    unzipSync(readFileSync(zip ?? ''), { filter: (each) => /testing.*1\.jpg$/.test(each.name) })
  );
  expect(photographs.length).toBeGreaterThan(5);
  await page.goto(`${model}/try`);
  await choose(
    page,
    'Choose pictures',
    photographs.map(([name, bytes], i) => ({
      name: `${i} ${name.slice(name.lastIndexOf('/') + 1)}`,
      mimeType: 'image/jpeg',
      buffer: Buffer.from(bytes)
    }))
  );
  await expect(page.getByRole('article').getByText("I don't know", { exact: true })).toHaveCount(
    photographs.length
  );
});

/** What an answer says: its class, how sure it is, and the figures of the likeliest. */
async function told(answer: ReturnType<Page['locator']>): Promise<string> {
  const figures = await answer.getByRole('listitem').allInnerTexts();
  return [await answer.locator('.figure').innerText(), ...figures].join('\n');
}

test('however many pictures are given at once, each is answered', async () => {
  await page.goto(`${model}/try`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose pictures' }).click();
  await (
    await chooser
  ).setFiles(
    Array.from({ length: 62 }, (_, i) => ({
      name: `${i}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(bar(i % 3, random(800 + i)))
    }))
  );
  const answers = page.getByRole('article').locator('.figure');
  await expect(answers).toHaveCount(50, { timeout: 60_000 });
  await expect(page.getByRole('article').first()).toHaveAccessibleName('0.png');
  await page.getByRole('button', { name: 'Show more of 62 pictures' }).click();
  await expect(answers).toHaveCount(62);
  await expect(page.getByText(/pictures answered$/)).toBeHidden();
});

test('what the browser cannot draw is shown as the server reads it, or by its name', async () => {
  await page.goto(`${model}/try`);
  await choose(page, 'Choose pictures', {
    name: 'scan.tif',
    mimeType: 'image/tiff',
    buffer: Buffer.from(greyTiff(24))
  });
  const scan = page.getByRole('article', { name: 'scan.tif' });
  await expect(scan.locator('.figure')).toBeVisible();
  await expect
    .poll(() =>
      scan
        .getByRole('img')
        .first()
        .evaluate((image: HTMLImageElement) => image.naturalWidth)
    )
    .toBeGreaterThan(0);
  await choose(page, 'Choose pictures', {
    name: 'layers.psd',
    mimeType: 'image/vnd.adobe.photoshop',
    buffer: Buffer.from('8BPS and nothing more')
  });
  const layers = page.getByRole('article', { name: 'layers.psd' });
  await expect(layers.getByText('Your browser cannot show this kind of picture.')).toBeVisible();
  await expect(layers.getByRole('alert')).toBeVisible();
  await expect(layers.locator('figure img')).toHaveCount(0);
});

test('a model answers without a failure while a class is added', async () => {
  let over = false;
  const failures: string[] = [];
  const versions = new Set<number>();
  const asking = (async () => {
    for (let i = 0; !over; i++) {
      const answered = await page.request.post(`/api/v1${model.replace('/m/', '/models/')}/classifications`, {
        headers: { 'Content-Type': 'image/png', Origin: new URL(page.url()).origin },
        data: Buffer.from(bar(i % 4, random(500 + i)))
      });
      if (answered.ok()) {
        versions.add(((await answered.json()) as { version: number }).version);
      } else {
        failures.push(`${answered.status()} ${await answered.text()}`);
      }
    }
  })();
  await page.goto(`${model}/classes/new`);
  await page.getByText('Bring several classes as a zip or folder').click();
  await choose(page, 'Choose a zip', {
    name: 'falling.zip',
    mimeType: 'application/zip',
    buffer: barZip([3], 60)
  });
  await page.getByRole('button', { name: 'Add falling' }).click({ timeout: 30_000 });
  await expect(page.getByText(/version 2 answers now/i).first()).toBeVisible({ timeout: 60_000 });
  await expect.poll(() => versions.has(2)).toBe(true);
  over = true;
  await asking;
  expect(failures).toEqual([]);
  expect([...versions]).toEqual([1, 2]);
});

test('ending a token says what it does, and the focus returns', async () => {
  await page.goto('/tokens');
  await page.getByLabel('What is it for?').fill('Gate');
  await page.getByRole('button', { name: 'Create token' }).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const fresh = page.getByRole('status').filter({ hasText: 'Copy the token now.' });
  await fresh.getByRole('button', { name: 'Copy' }).click();
  await expect(fresh.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    await fresh.getByLabel('The token').inputValue()
  );
  const end = page.getByRole('button', { name: 'End Gate' });
  await end.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Programs that use it get no answers from then on. It was never used.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(end).toBeFocused();
  await end.click();
  await dialog.getByRole('button', { name: 'End token' }).click();
  await expect(end).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Your tokens' })).toBeFocused();
});

test('removed pictures leave the focus among the others, and a message gives it back', async () => {
  await page.goto(`${model}/pictures?class=standing`);
  const cells = page.getByRole('gridcell');
  await cells.nth(2).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(page.getByText('1 picture removed.')).toBeVisible();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('gridcell');
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 picture removed.')).toBeHidden();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
});

test('with a finger, a tap chooses a picture and two look at it', async ({ browser }) => {
  const context = await browser.newContext({
    storageState: await page.context().storageState(),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true
  });
  const phone = await context.newPage();
  await phone.goto(`${model}/pictures`);
  await expect(phone.getByText('Tap to choose, tap twice to look.')).toBeVisible();
  const cell = phone.getByRole('gridcell').nth(1);
  await cell.tap();
  await expect(phone.getByText('1 picture chosen')).toBeVisible();
  await phone.getByRole('button', { name: 'Clear' }).tap();
  const box = await cell.boundingBox();
  const [x, y] = [(box?.x ?? 0) + 40, (box?.y ?? 0) + 40];
  await phone.touchscreen.tap(x, y);
  await phone.touchscreen.tap(x, y);
  await expect(phone.getByRole('dialog').getByRole('button', { name: 'Close' })).toBeVisible();
  await context.close();
});

test('a class is removed at once, and comes back with its pictures', async () => {
  await page.goto(`${model}/pictures?class=falling`);
  await page.getByRole('button', { name: 'Remove class' }).click();
  await expect(page.getByText('falling removed, with 60 pictures.')).toBeVisible();
  const classes = page.getByRole('navigation', { name: 'Classes' });
  await expect(classes.getByRole('link', { name: /^falling/ })).toBeHidden();
  await expect(classes.getByRole('link', { name: 'Bin 60' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(classes.getByRole('link', { name: 'falling 60' })).toBeVisible();
  await expect(classes.getByRole('link', { name: /^Bin/ })).toBeHidden();
});

test('deleting a model says what it does, and the focus returns', async () => {
  await page.goto(`${model}/settings`);
  const remove = page.getByRole('button', { name: 'Delete model' }).first();
  await remove.click();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await expect(dialog).toContainText('240 pictures, all versions and all results go for good.');
  await expect(dialog).toContainText(/It answered \d+ pictures in the last 24 hours/);
  await page.keyboard.press('Escape');
  await expect(remove).toBeFocused();
  await remove.click();
  await dialog.getByRole('textbox').fill('Checked');
  await dialog.getByRole('button', { name: 'Delete model' }).click();
  await expect(page.getByText('No models yet.')).toBeVisible();
});
