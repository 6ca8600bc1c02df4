import { expect, test, type Page, type Request } from '@playwright/test';
import { faults, settle } from './looks.ts';
import { ADMINISTRATOR } from './administrator.ts';
import { choose, makeModel, removePictures, signIn } from './people.ts';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { bar, barZip, dataSet, random } from './pictures.ts';

/** Where screenshots go; without it none are made. */
const SHOTS = process.env.E2E_SHOTS;

const MODEL_PAGES = [
  ['overview', ''],
  ['pictures', '/pictures'],
  ['bin', '/pictures?state=bin'],
  ['picture-check', '/picture-check'],
  ['training', '/training'],
  ['try', '/try'],
  ['results', '/results'],
  ['mix-ups', '/mix-ups'],
  ['add-a-class', '/classes/new'],
  ['versions', '/versions'],
  ['use', '/use'],
  ['settings', '/settings']
] as const;
const OTHER_PAGES = [
  ['models', '/models'],
  ['new-model', '/models/new'],
  ['activity', '/activity'],
  ['tokens', '/tokens'],
  ['runners', '/runners'],
  ['administration', '/admin'],
  ['people', '/admin/people'],
  ['no-such-page', '/m/0/no/such/page']
] as const;
const OPEN_PAGES = [
  ['first', '/'],
  ['sign-in', '/sign-in'],
  ['sign-up', '/sign-up']
] as const;

test('every page is accessible, in both themes and at each width', async ({ page }) => {
  test.setTimeout(900_000);
  for (const [name, path] of OPEN_PAGES) {
    await look(page, name, path);
  }
  await signIn(page, ADMINISTRATOR);
  await page.goto('/models/new');
  const { zip, samples } = subjects();
  await makeModel(page, 'animals', zip);
  const model = new URL(page.url()).pathname;
  await page.goto(`${model}/try`);
  for (const [i, sample] of samples.entries()) {
    await choose(page, 'Choose pictures', {
      name: `${i}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(sample)
    });
    await expect(page.locator('.figure')).toHaveCount(i + 1);
  }
  await page.goto(`${model}/pictures`);
  await removePictures(page, 3);
  await expect(page.getByText('3 pictures removed.')).toBeVisible();
  for (const [name, path] of [
    ...OTHER_PAGES,
    ...MODEL_PAGES.map(([name, path]) => [name, model + path] as const)
  ]) {
    await look(page, name, path);
  }
  for (const path of [
    '/admin',
    '/admin/people',
    '/models',
    '/runners',
    '/activity',
    model,
    `${model}/training`,
    `${model}/results`
  ]) {
    await rests(page, path);
  }
  await limits(page);
});

/** What changes is told by the server: a page that is only looked at asks nothing. */
async function rests(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settle(page);
  await page.waitForTimeout(1_000);
  const asked: string[] = [];
  // Pictures come when they are in sight, which takes its time.
  const hear = (request: Request): void => {
    if (request.resourceType() !== 'image') {
      asked.push(request.url());
    }
  };
  page.on('request', hear);
  await page.waitForTimeout(2_500);
  page.off('request', hear);
  expect.soft(asked, path).toEqual([]);
}

/** What an administrator changes about limits, and what somebody sees who has met one. */
async function limits(page: Page): Promise<void> {
  const people = page.getByRole('listitem').filter({ hasText: 'administrator' });
  const open = async (): Promise<void> => {
    await page.goto('/admin/people');
    await people.getByRole('button', { name: 'Change limits' }).click();
  };
  await open();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Models, at most').fill('some');
  await expect(dialog.getByText('Type a whole number')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Change limits' })).toBeDisabled();
  expect.soft(await faults(page), 'dialog of limits').toEqual([]);
  await dialog.getByLabel('Models, at most').fill('1');
  await dialog.getByLabel('Space for pictures').fill('0.5');
  await dialog.getByRole('button', { name: 'Change limits' }).click();
  await expect(people.getByText('1 of 1 model', { exact: false })).toBeVisible();
  await expect(people.getByText('of 500 MB')).toBeVisible();
  await expect(people.getByText('full', { exact: true })).toBeVisible();
  await look(page, 'people-with-a-limit-met', '/admin/people');
  await look(page, 'models-with-a-limit-met', '/models');
  await expect(page.getByText('You have 1 model and may have 1.', { exact: false })).toBeVisible();

  await open();
  await dialog.getByLabel('Models, at most').fill('');
  await dialog.getByRole('button', { name: 'Change limits' }).click();
  await expect(people.getByText('1 of 1,000 models')).toBeVisible();
}

/** Photographs where screenshots are made and there are some; else drawn bars, which are learned in seconds. */
function subjects(): { zip: Buffer; samples: Uint8Array[] } {
  const photographs = SHOTS ? dataSet('caltech97-ten.zip') : undefined;
  if (photographs === undefined) {
    return {
      zip: barZip([0, 1, 2, 3], 40, 2),
      samples: [0, 1, 2, 3].map((kind) => bar(kind, random(50 + kind)))
    };
  }
  const zip = readFileSync(photographs);
  const held = Object.values(unzipSync(zip, { filter: (each) => /testing.*\.jpe?g$/.test(each.name) }));
  return { zip, samples: held.filter((_, i) => i % 30 === 0).slice(0, 4) };
}

/** Looks at a page as people with different screens, eyes and tools do. */
async function look(page: Page, name: string, path: string): Promise<void> {
  await test.step(name, async () => {
    const errors: string[] = [];
    const hear = (message: { type(): string; text(): string }): void => {
      if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) {
        errors.push(message.text());
      }
    };
    page.on('console', hear);
    page.on('pageerror', (error) => errors.push(error.message));
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.goto(path);
      await settle(page);
      expect.soft(await faults(page), `${name}, ${scheme}`).toEqual([]);
      if (SHOTS && scheme === 'light') {
        await page.screenshot({ path: `${SHOTS}/${name}-1280.png` });
      }
    }
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 844 });
      await settle(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect.soft(over, `${name} is wider than ${width} pixels by so many`).toBeLessThanOrEqual(0);
      if (SHOTS && width === 390) {
        await page.screenshot({ path: `${SHOTS}/${name}-390.png` });
      }
    }
    page.off('console', hear);
    expect.soft(errors, name).toEqual([]);
  });
}
