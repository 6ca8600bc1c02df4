import { expect, test } from '@playwright/test';
import { ADMINISTRATOR } from './administrator.ts';
import { withoutFaults } from './looks.ts';
import { signIn } from './people.ts';

test('somebody is invited by a link, which makes one account and may be withdrawn', async ({
  browser,
  page
}) => {
  await signIn(page, ADMINISTRATOR);
  await page.goto('/admin/people');
  await page.getByLabel('Who is it?').fill('Anna');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await expect(page.getByText('Send this link to Anna.')).toBeVisible();
  const link = await page.getByLabel('The link').inputValue();
  const open = page.getByRole('region', { name: 'Invite somebody' }).getByRole('row');
  await expect(open.filter({ hasText: 'Anna' })).toBeVisible();
  await withoutFaults(page);

  const sent: string[] = [];
  const anna = await (await browser.newContext()).newPage();
  anna.on('request', (request) => sent.push(request.url()));
  await anna.goto(link);
  await expect(anna.getByText('You are invited to this server.')).toBeVisible();
  const email = `anna-${Date.now()}@example.org`;
  await anna.getByLabel('Email address').fill(email);
  await anna.getByLabel('Password').fill('a sentence that is long enough');
  await anna.getByRole('button', { name: 'Create account' }).click();
  await expect(anna.getByRole('heading', { name: 'Show Sorrel some examples' })).toBeVisible();
  expect(sent.filter((url) => url.includes('sorrel_'))).toEqual([]);
  await anna.context().close();

  await page.reload();
  await expect(page.getByText(email, { exact: true })).toBeVisible();
  await expect(open.filter({ hasText: 'Anna' })).toBeHidden();

  await page.getByLabel('Who is it?').fill('Bert');
  await page.getByRole('button', { name: 'Make a link' }).click();
  await page.getByRole('button', { name: 'Withdraw Bert' }).click();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await dialog.getByRole('button', { name: 'Withdraw invitation' }).click();
  await expect(open.filter({ hasText: 'Bert' })).toBeHidden();
  await expect(page.getByLabel('The link')).toBeHidden();
});
