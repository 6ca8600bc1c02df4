import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { fits, withoutFaults } from './looks.ts';
import { choose, signUp } from './people.ts';
import { bar, barZip, random } from './pictures.ts';

const ZIP = 'application/zip';

/** The files of a picture dialog: bars of one kind. */
function bars(kind: number, count: number): { name: string; mimeType: string; buffer: Buffer }[] {
  const next = random(700 + kind);
  return Array.from({ length: count }, (_, i) => ({
    name: `${i}.png`,
    mimeType: 'image/png',
    buffer: Buffer.from(bar(kind, next))
  }));
}

/** The names in the list of models. */
async function models(page: Page): Promise<string[]> {
  await page.goto('/models');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  const listed = await page.request.get('/api/v1/models');
  return ((await listed.json()) as { items: { name: string }[] }).items.map((each) => each.name);
}

test('zips that cannot be used leave no model behind, and the one that can makes one', async ({ page }) => {
  await signUp(page);
  await page.getByLabel('Name').fill('Bars of mine');
  await choose(page, 'Choose a zip', {
    name: 'broken.zip',
    mimeType: ZIP,
    buffer: Buffer.from('This is no zip at all.')
  });
  await expect(page.getByRole('alert')).toContainText('The file cannot be read as a zip.');
  await expect(page.getByLabel('Name')).toHaveValue('Bars of mine');

  const text = new TextEncoder().encode('nothing to see');
  await choose(page, 'Choose a zip', {
    name: 'texts.zip',
    mimeType: ZIP,
    buffer: Buffer.from(zipSync({ 'a/one.png': text, 'b/two.png': text }))
  });
  await expect(page.getByRole('alert')).toContainText('no picture that can be used', { timeout: 60_000 });
  await withoutFaults(page);
  await fits(page);
  expect(((await (await page.request.get('/api/v1/models')).json()) as { items: unknown[] }).items).toEqual(
    []
  );

  await choose(page, 'Choose a zip', { name: 'good.zip', mimeType: ZIP, buffer: barZip([0, 1], 20) });
  await expect(page.getByRole('heading', { name: 'Bars of mine' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('40 pictures added.')).toBeVisible();
  expect(await models(page)).toEqual(['Bars of mine']);
});

test('an upload that broke off may be tried again, and leaves one model', async ({ page }) => {
  await signUp(page);
  await page.route('**/imports', (route) => route.abort('connectionreset'));
  await choose(page, 'Choose a zip', { name: 'good.zip', mimeType: ZIP, buffer: barZip([0, 1], 20) });
  await expect(page.getByRole('alert')).toContainText('No connection to Sorrel');
  // Not even the empty model can be taken away.
  await page.route(/only=empty/, (route) => route.abort('connectionreset'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('No connection to Sorrel');
  await page.unroute('**/imports');
  await page.unroute(/only=empty/);
  await page.getByLabel('Name').fill('At last');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('40 pictures added.')).toBeVisible({ timeout: 60_000 });
  expect(await models(page)).toEqual(['At last']);
});

test('pictures without a folder are kept, and asked what they show', async ({ page }) => {
  await signUp(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose pictures' }).click();
  await (await chooser).setFiles(bars(0, 12));
  const [first, second] = [1, 2].map((i) => page.getByRole('region', { name: `Class ${i}` }));
  await expect(page.getByText('These 12 pictures lie in no folder')).toBeVisible();
  await expect(first!.getByText('12 pictures', { exact: true })).toBeVisible();
  await expect(first!.getByLabel('What is in these pictures?')).toBeFocused();
  await page.keyboard.type('standing');
  await second!.getByLabel('What is in these pictures?').fill('lying');
  const more = page.waitForEvent('filechooser');
  await second!.getByRole('button', { name: 'Choose pictures' }).click();
  await (await more).setFiles(bars(1, 12));
  await page.getByRole('button', { name: 'Upload these pictures' }).click();
  await expect(page.getByText('24 pictures added.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('heading', { name: '2 classes, 24 pictures' })).toBeVisible();
});

test('a folder with a folder of pictures for each class becomes a model', async ({ page }, info) => {
  const folder = info.outputPath('Bars at home');
  for (const [kind, name] of ['standing', 'lying', 'rising'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (const file of bars(kind, 15)) {
      writeFileSync(join(folder, name, file.name), file.buffer);
    }
  }
  writeFileSync(join(folder, '.hidden'), 'no picture');
  await signUp(page);
  await page.getByLabel('A folder').setInputFiles(folder);
  await expect(page.getByRole('heading', { name: 'Bars at home' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('45 pictures added.')).toBeVisible();
  const classes = page.getByRole('main').getByRole('listitem');
  for (const name of ['standing', 'lying', 'rising']) {
    await expect(classes.filter({ hasText: name })).toContainText('15 pictures');
  }
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});
