import { expect, test } from '@playwright/test';
import { choose, makeModel, signUp } from './people.ts';
import { barZip } from './pictures.ts';
import { fits, withoutFaults } from './looks.ts';

test('two versions are seen beside each other, and the address keeps which', async ({ page }) => {
  await signUp(page);
  await makeModel(page, 'compared', barZip([0, 1, 2], 60));
  const model = new URL(page.url()).pathname;
  await page.goto(`${model}/classes/new`);
  await page.getByText('Bring several classes as a zip or folder').click();
  await choose(page, 'Choose a zip', {
    name: 'falling.zip',
    mimeType: 'application/zip',
    buffer: barZip([3], 60)
  });
  await page.getByRole('button', { name: 'Add falling' }).click({ timeout: 30_000 });
  await expect(page.getByText(/version 2 answers now/i).first()).toBeVisible({ timeout: 60_000 });

  await page.goto(`${model}/versions`);
  const opener = page.getByRole('button', { name: 'Compare with version 2' });
  await opener.click();
  const section = page.getByRole('region', { name: 'Side by side' });
  await expect(section.getByRole('heading', { name: 'Side by side' })).toBeFocused();
  await expect(section.getByText('Only version 2 knows: falling')).toBeVisible();
  const versions = section.getByRole('table', { name: 'The two versions' });
  await expect(versions.getByRole('row', { name: /^Classes/ })).toHaveText(/Classes\s*3\s*4/);
  await expect(versions.getByRole('row', { name: /^How/ })).toContainText('Quick add');
  const classes = section.getByRole('table', { name: 'Right of 100, by class' });
  await expect(classes.getByRole('row')).toHaveCount(4);
  await expect(classes.getByRole('row').nth(1)).toContainText(/the same|better|worse/);
  expect(new URL(page.url()).search).toBe('?from=1&to=2');

  await page.reload();
  await expect(section.getByText('Only version 2 knows: falling')).toBeVisible();
  await withoutFaults(page);
  await fits(page);
  await section.getByRole('button', { name: 'Close' }).click();
  await expect(section).toBeHidden();
  expect(new URL(page.url()).search).toBe('');
});
