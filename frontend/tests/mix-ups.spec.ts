import { expect, test } from '@playwright/test';
import { makeModel, signUp } from './people.ts';
import { misplacedZip } from './pictures.ts';

test('a mix-up leads to its pictures, and they are put right', async ({ page }) => {
  await signUp(page);
  await makeModel(page, 'misplaced', misplacedZip(40, 3));
  const model = new URL(page.url()).pathname;

  await page.goto(`${model}/mix-ups`);
  await page
    .getByRole('link', { name: /standing called lying/ })
    .first()
    .click();
  const pictures = page.getByRole('region', { name: 'standing called lying' });
  await expect(pictures.getByRole('button', { name: 'Move to lying' })).toHaveCount(3);
  await expect(page.getByRole('heading', { name: 'standing called lying' })).toBeFocused();

  await pictures.getByRole('button', { name: 'Move to lying' }).first().click();
  await expect(pictures.getByRole('button', { name: 'Move to lying' })).toHaveCount(2);
  await expect(page.getByText('The version in use does not know it yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(pictures.getByRole('button', { name: 'Move to lying' })).toHaveCount(3);

  await page.reload();
  await expect(pictures.getByRole('button', { name: 'Move to lying' })).toHaveCount(3);
});
