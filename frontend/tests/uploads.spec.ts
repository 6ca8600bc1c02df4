import { readFileSync } from 'node:fs';
import { expect, test, type Locator } from '@playwright/test';
import { fits, withoutFaults } from './looks.ts';
import { choose, signUp } from './people.ts';
import { bar, barZip, random } from './pictures.ts';

test('files that could not be read are told with reasons, and their list is saved', async ({ page }) => {
  await signUp(page);
  await choose(page, 'Choose a zip', {
    name: 'broken.zip',
    mimeType: 'application/zip',
    buffer: barZip([0, 1], 20, 30)
  });
  await expect(page.getByText('40 of 70 pictures added.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('30 files could not be read.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Retry/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'See files' }).click();
  const files = page.getByRole('region', { name: 'Files that could not be read' });
  await expect(files).toContainText('The end of this picture is missing. Copy or download it again.');
  const showAll = page.getByRole('button', { name: 'Show all 30' });
  if (await showAll.isVisible()) {
    await showAll.click();
  }
  await expect(files.getByRole('listitem')).toHaveCount(30);
  await withoutFaults(page);
  await fits(page);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download list' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('files-that-could-not-be-read.csv');
  const lines = readFileSync(await saved.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(31);
  expect(lines[1]).toMatch(/broken-\d+\.png,standing,The end of this picture is missing\./);
});

test('an upload that broke off is sent again, and a file that could not be opened is tried again', async ({
  page
}) => {
  // One file cannot be opened in either of the first attempts, as on a drive that does not answer.
  await page.addInitScript(() => {
    const open = Blob.prototype.arrayBuffer;
    let refusals = 2;
    Blob.prototype.arrayBuffer = function (this: Blob) {
      if (refusals > 0 && this instanceof File && this.name === 'slow.png') {
        refusals--;
        return Promise.reject(new DOMException('It does not answer.', 'NotReadableError'));
      }
      return open.call(this);
    };
  });
  await signUp(page);
  await page.route('**/imports', (route) => route.abort('connectionreset'));
  await page.getByRole('button', { name: 'Add pictures class by class' }).click();
  for (const [i, name] of ['standing', 'lying'].entries()) {
    const draft = page.getByRole('region', { name: `Class ${i + 1}` });
    await draft.getByLabel('What is in these pictures?').fill(name);
    const chooser = page.waitForEvent('filechooser');
    await draft.getByRole('button', { name: 'Choose pictures' }).click();
    const next = random(400 + i);
    await (
      await chooser
    ).setFiles(
      ['one', 'two', i === 0 ? 'slow' : 'three'].map((file) => ({
        name: `${file}.png`,
        mimeType: 'image/png',
        buffer: Buffer.from(bar(i, next))
      }))
    );
  }
  await page.getByRole('button', { name: 'Upload these pictures' }).click();
  await expect(page.getByRole('alert')).toContainText('No connection to Sorrel');
  await page.unroute('**/imports');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('5 of 6 pictures added.')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'See files' }).click();
  await expect(page.getByRole('region', { name: 'Files that could not be read' })).toContainText(
    'Your browser could not open it.'
  );
  await page.getByRole('button', { name: 'Retry these' }).click();
  await expect(page.getByText('1 picture added.')).toBeVisible({ timeout: 60_000 });
});

test('class by class, choosing more pictures sends nothing yet, and a pasted one goes where somebody works', async ({
  page
}) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Add pictures class by class' }).click();
  const next = random(5);
  const files = (kind: number) =>
    [1, 2].map((i) => ({ name: `${i}.png`, mimeType: 'image/png', buffer: Buffer.from(bar(kind, next)) }));
  const add = async (section: Locator, kind: number): Promise<void> => {
    const chooser = page.waitForEvent('filechooser');
    await section.getByRole('button', { name: 'Choose pictures' }).click();
    await (await chooser).setFiles(files(kind));
  };
  const [first, second] = [1, 2].map((i) => page.getByRole('region', { name: `Class ${i}` })) as [
    Locator,
    Locator
  ];
  await first.getByLabel('What is in these pictures?').fill('standing');
  await add(first, 0);
  await second.getByLabel('What is in these pictures?').fill('lying');
  await add(second, 1);
  await add(second, 1);
  await expect(second.getByText('4 pictures')).toBeVisible();

  await second.getByLabel('What is in these pictures?').focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'pasted.png', { type: 'image/png' }));
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData }));
  });
  await expect(second.getByText('5 pictures')).toBeVisible();
  await expect(first.getByText('2 pictures')).toBeVisible();

  await second.getByRole('group', { name: 'Add pictures' }).evaluate((drop) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'more.zip', { type: 'application/zip' }));
    drop.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }));
  });
  await expect(second.getByRole('alert')).toHaveText('This is a zip. Only pictures can be added here.');
});
