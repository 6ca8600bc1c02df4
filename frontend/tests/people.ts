import { expect, type Page } from '@playwright/test';

let last = 0;

/** Makes an account as a person does, from the first page. */
export async function signUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Email address').fill(`person-${Date.now()}-${++last}@example.org`);
  await page.getByLabel('Password').fill('a sentence that is long enough');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Show Sorrel some examples' })).toBeVisible();
}

/** Comes back as somebody who has an account. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(who.email);
  await page.getByLabel('Password').fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/models**');
}

/** Selects the first pictures of those that are shown, and removes them. */
export async function removePictures(page: Page, many: number): Promise<void> {
  const cells = page.getByRole('gridcell');
  await expect(cells.first()).toBeVisible();
  for (let i = 0; i < many; i++) {
    await cells.nth(i).click();
  }
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
}

interface InMemory {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Chooses a file behind a button, or several. */
export async function choose(
  page: Page,
  button: string,
  files: string | InMemory | InMemory[]
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).click();
  await (await chooser).setFiles(files);
}

/** From the page for a new model to one that answers. */
export async function makeModel(page: Page, name: string, zip: Buffer): Promise<void> {
  await choose(page, 'Choose a zip', { name: `${name}.zip`, mimeType: 'application/zip', buffer: zip });
  await page.getByRole('button', { name: 'Start training' }).click({ timeout: 60_000 });
  await expect(page.getByText(/^Right on/).first()).toBeVisible({ timeout: 240_000 });
}
