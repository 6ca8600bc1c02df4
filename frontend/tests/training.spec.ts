import { expect, test } from '@playwright/test';
import { zipSync } from 'fflate';
import { fits, withoutFaults } from './looks.ts';
import { choose, signUp } from './people.ts';
import { bar, random } from './pictures.ts';

/** Two classes that look alike, so that no attempt reaches a goal and each learns on. */
function alike(each: number): Buffer {
  const next = random(31);
  const files: Record<string, Uint8Array> = {};
  for (const name of ['left', 'right']) {
    for (let i = 0; i < each; i++) {
      files[`${name}/${i}.png`] = bar(i % 4, next);
    }
  }
  return Buffer.from(zipSync(files, { level: 0 }));
}

test('the curves of a training grow while it is looked at', async ({ page }) => {
  await signUp(page);
  await choose(page, 'Choose a zip', {
    name: 'alike.zip',
    mimeType: 'application/zip',
    buffer: alike(600)
  });
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Training' }).first().click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByText('Goal: 95 of 100')).toBeVisible();

  const points = page.locator('.chart circle');
  const drawn = page.locator('.chart path');
  await expect.poll(() => points.count(), { timeout: 120_000 }).toBeGreaterThan(0);
  const before = await points.count();
  const length = (await drawn.first().getAttribute('d'))?.length ?? 0;
  await expect.poll(() => points.count(), { timeout: 120_000 }).toBeGreaterThan(before);
  await expect
    .poll(async () => (await drawn.first().getAttribute('d'))?.length ?? 0, { timeout: 60_000 })
    .toBeGreaterThan(length);
  await expect(page.getByRole('button', { name: 'Stop' })).toBeVisible();
  await withoutFaults(page);
  await fits(page);

  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('heading', { name: 'Train again' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('cell', { name: 'Stopped by you' })).toBeVisible();
});
