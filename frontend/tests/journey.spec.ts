import { expect, test } from '@playwright/test';
import { choose, makeModel, signUp } from './people.ts';
import { bar, barZip, random } from './pictures.ts';

test('a model is made, asked, corrected, extended, exported and deleted', async ({ page }) => {
  await signUp(page);
  await makeModel(page, 'bars', barZip([0, 1, 2], 60, 3));
  await expect(page.getByText('3 files could not be read.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Bars' })).toBeVisible();

  await test.step('asks and corrects', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Try it' }).click();
    await choose(page, 'Choose pictures', {
      name: 'bar.png',
      mimeType: 'image/png',
      buffer: Buffer.from(bar(1, random(99)))
    });
    await expect(page.locator('.figure')).toHaveText(/lying|I don't know/);
    await page.getByRole('button', { name: 'Wrong' }).click();
    await page.getByLabel('What is it?').selectOption('rising');
    await expect(page.getByText('You said: it is rising')).toBeVisible();
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('button', { name: 'Right', exact: true }).click();
    await expect(page.getByText('You said: right')).toBeVisible();
  });

  await test.step('sees what the camera is answered', async () => {
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await expect(page.locator('.figure').first()).toBeVisible();
    await page.getByRole('button', { name: 'Stop the camera' }).click();
  });

  await test.step('finds the answer among the results', async () => {
    await page.getByRole('link', { name: 'Results' }).first().click();
    await page.getByLabel('Which answers').selectOption('right');
    await expect(page.getByText('You said: right')).toBeVisible();
    await expect(page.getByText('You reviewed 1 answer; 1 was right.')).toBeVisible();
  });

  await test.step('adds a class while the old version answers', async () => {
    await page.getByRole('link', { name: 'Overview' }).first().click();
    await page.getByRole('main').getByRole('link', { name: 'Add a class' }).click();
    await page.getByText('Bring several classes as a zip or folder').click();
    await choose(page, 'Choose a zip', {
      name: 'falling.zip',
      mimeType: 'application/zip',
      buffer: barZip([3], 60)
    });
    await page.getByRole('button', { name: 'Add falling' }).click({ timeout: 30_000 });
    await expect(page.getByText(/version 2 answers now/i).first()).toBeVisible({ timeout: 60_000 });
  });

  await test.step('exports a version and goes back to another', async () => {
    await page.getByRole('link', { name: 'Versions' }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export' }).first().click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await page.getByRole('button', { name: 'Put in use' }).last().click();
    await expect(page.getByText('Version 1 answers now.')).toBeVisible();
  });

  await test.step('deletes the model', async () => {
    await page.getByRole('link', { name: 'Settings' }).first().click();
    await page.getByRole('button', { name: 'Delete model' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Delete model' })).toBeDisabled();
    await dialog.getByRole('textbox').fill('Bars');
    await dialog.getByRole('button', { name: 'Delete model' }).click();
    await expect(page.getByText('No models yet.')).toBeVisible();
  });
});

test('pictures are chosen, moved and brought back by keyboard', async ({ page }) => {
  await signUp(page);
  await choose(page, 'Choose a zip', {
    name: 'keys.zip',
    mimeType: 'application/zip',
    buffer: barZip([0, 1], 40)
  });
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled({ timeout: 60_000 });
  await page.getByRole('link', { name: 'Pictures' }).first().click();
  await page.getByRole('navigation', { name: 'Classes' }).getByRole('link', { name: 'standing' }).click();
  const cells = page.getByRole('gridcell');
  await cells.first().focus();
  for (let i = 1; i < 30; i++) {
    await page.keyboard.press('Shift+ArrowRight');
  }
  await expect(page.getByText('30 pictures chosen')).toBeVisible();
  await page.keyboard.press('m');
  await page.getByLabel('Move to which class?').selectOption('lying');
  await expect(page.getByText('30 pictures moved to lying.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'standing 10' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('link', { name: 'standing 40' })).toBeVisible();
});

test('the camera takes pictures while its button is held', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Use the camera' }).click();
  const first = page.getByRole('region', { name: 'Class 1' });
  await first.getByLabel('What is in these pictures?').fill('ball');
  const hold = first.getByRole('button', { name: 'Hold to take pictures' });
  await hold.focus();
  await page.keyboard.press('Space');
  await expect.poll(() => first.locator('li').count()).toBeGreaterThanOrEqual(5);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Upload these pictures' }).click();
  await expect(page.getByRole('alert')).toHaveText('Add pictures of at least 2 classes.');
});

test('without a secure address the camera explains itself', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }));
  await signUp(page);
  await page.getByRole('button', { name: 'Use the camera' }).click();
  await expect(page.getByText('The live camera needs a secure (https) address.')).toBeVisible();
});

test('a training goes on without its page, which shows the truth again', async ({ page, context }) => {
  await signUp(page);
  await choose(page, 'Choose a zip', {
    name: 'away.zip',
    mimeType: 'application/zip',
    buffer: barZip([0, 1, 2], 60)
  });
  await page.getByRole('button', { name: 'Start training' }).click({ timeout: 60_000 });
  await expect(page.getByText(/You can leave this page/)).toBeVisible();
  const address = page.url();
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await expect(again.getByText(/You can leave this page|Right on/).first()).toBeVisible();
  await expect(again.getByText(/^Right on/).first()).toBeVisible({ timeout: 180_000 });
});

test('a visitor is sent to sign in, and back', async ({ page }) => {
  await page.goto('/tokens');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(page.url()).toContain('next=%2Ftokens');
  await page.getByLabel('Email address').fill('nobody@example.org');
  await page.getByLabel('Password').fill('a wrong sentence here');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});
