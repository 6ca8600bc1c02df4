import { expect, test, type Page } from '@playwright/test';
import { faults, settle } from './looks.ts';
import { choose, removePictures, signUp } from './people.ts';
import { barZip } from './pictures.ts';

/** A model with 12 pictures of each of two classes, not trained. */
async function withPictures(page: Page): Promise<string> {
  await signUp(page);
  const model = await page.evaluate(async () => {
    const made = await fetch('/api/v1/models', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Bars' })
    });
    return ((await made.json()) as { id: string }).id;
  });
  await page.goto(`/m/${model}/pictures`);
  await page.getByRole('button', { name: 'Add pictures' }).click();
  await choose(page, 'Choose a zip', {
    name: 'bars.zip',
    mimeType: 'application/zip',
    buffer: barZip([0, 1], 12)
  });
  await expect(classes(page).getByRole('link', { name: 'All 24' })).toBeVisible({ timeout: 60_000 });
  return `/m/${model}/pictures`;
}

const classes = (page: Page) => page.getByRole('navigation', { name: 'Classes' });

test('removed pictures lie in the bin, are put back, or go for good', async ({ page }) => {
  const pictures = await withPictures(page);
  await page.goto(`${pictures}?class=standing`);
  await expect(classes(page).getByRole('link', { name: /^Bin/ })).toBeHidden();
  await removePictures(page, 3);
  await expect(page.getByText('3 pictures removed.')).toBeVisible();
  await expect(classes(page).getByRole('link', { name: 'Bin 3' })).toBeVisible();
  await expect(classes(page).getByRole('link', { name: 'standing 9' })).toBeVisible();

  // It is removed whether or not this page stays open, and can be put back from another.
  await page.reload();
  await classes(page).getByRole('link', { name: 'Bin 3' }).click();
  const bin = page.getByRole('region', { name: 'The bin' });
  await expect(bin).toContainText(/3 removed pictures, .* put\s+back for 30 days/s);
  const cells = bin.getByRole('gridcell', { name: /standing, (30|29) days left/ });
  await expect(cells).toHaveCount(3);
  await settle(page);
  expect(await faults(page)).toEqual([]);

  await cells.first().click();
  await bin.getByRole('button', { name: 'Put back', exact: true }).click();
  await expect(page.getByText('1 picture put back.')).toBeVisible();
  await expect(cells).toHaveCount(2);
  await expect(classes(page).getByRole('link', { name: 'standing 10' })).toBeVisible();

  await cells.first().click();
  await page.keyboard.press('Delete');
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await expect(dialog).toContainText('Nobody can put it back then.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await bin.getByRole('button', { name: 'Delete for good' }).click();
  await dialog.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('1 picture deleted for good.')).toBeVisible();
  await expect(cells).toHaveCount(1);

  await bin.getByRole('button', { name: 'Empty the bin' }).click();
  await expect(dialog).toContainText('Delete all of them for good?');
  await dialog.getByRole('button', { name: 'Empty the bin' }).click();
  await expect(bin).toContainText('The bin is empty. Pictures and classes that you remove');
  await expect(classes(page).getByRole('link', { name: 'standing 10' })).toBeVisible();
});

test('Undo brings pictures and classes back', async ({ page }) => {
  const pictures = await withPictures(page);
  await page.goto(`${pictures}?class=standing`);
  await removePictures(page, 2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(classes(page).getByRole('link', { name: 'standing 12' })).toBeVisible();
  await expect(classes(page).getByRole('link', { name: /^Bin/ })).toBeHidden();

  await page.getByRole('button', { name: 'Remove class' }).click();
  await expect(classes(page).getByRole('link', { name: 'Bin 12' })).toBeVisible();
  await classes(page).getByRole('link', { name: 'Bin 12' }).click();
  await page.getByRole('button', { name: 'Put all back' }).click();
  await expect(classes(page).getByRole('link', { name: 'standing 12' })).toBeVisible();
});

test('the bin is reached and used on a phone', async ({ page }) => {
  const pictures = await withPictures(page);
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(`${pictures}?class=lying`);
  await removePictures(page, 1);
  await expect(page.getByText('1 picture removed.')).toBeVisible();
  await page.getByRole('button', { name: 'Close this message' }).click();
  await page.getByRole('combobox', { name: /^Class/ }).selectOption({ label: 'Bin, 1' });
  const bin = page.getByRole('region', { name: 'The bin' });
  await expect(bin.getByRole('gridcell', { name: /days left/ })).toHaveCount(1);
  await settle(page);
  expect(await faults(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await bin.getByRole('button', { name: 'Put all back' }).click();
  await expect(page.getByText('1 picture put back.')).toBeVisible();
});
