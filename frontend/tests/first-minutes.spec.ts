import { expect, test } from '@playwright/test';
import { choose } from './people.ts';
import { dataSet } from './pictures.ts';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';

/** What a new user does and no more; the clicks are counted by the page. */
for (const [name, seconds] of [
  ['mnist-sub500x100.zip', 180],
  ['caltech97-ten.zip', 180]
] as const) {
  test(`from ${name} to a classified picture within ${seconds / 60} minutes and 8 clicks`, async ({
    page
  }) => {
    const file = dataSet(name);
    test.skip(file === undefined, 'the data sets are not on this machine');
    const zip = file ?? '';
    const picture = Object.entries(
      unzipSync(readFileSync(zip), {
        filter: (each) => each.originalSize > 0 && /testing.*\.(png|jpe?g)$/.test(each.name)
      })
    )[0];
    await page.addInitScript(() => {
      addEventListener(
        'click',
        (event) => {
          if (event.isTrusted) {
            sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks') ?? 0) + 1));
          }
        },
        true
      );
    });
    const began = Date.now();
    await page.goto('/');
    await page.getByLabel('Email address').fill(`new-${began}@example.org`);
    await page.getByLabel('Password').fill('a sentence that is long enough');
    await page.getByRole('button', { name: 'Create account' }).click();
    await choose(page, 'Choose a zip', zip);
    await page.getByRole('button', { name: 'Start training' }).click({ timeout: 90_000 });
    await page.getByRole('main').getByRole('link', { name: 'Try it' }).click({ timeout: 180_000 });
    await choose(page, 'Choose pictures', {
      name: picture?.[0].split('/').at(-1) ?? 'picture.png',
      mimeType: 'image/png',
      buffer: Buffer.from(picture?.[1] ?? new Uint8Array())
    });
    await expect(page.getByText(/Very sure|Fairly sure|Not sure|I don't know/).first()).toBeVisible();
    const took = (Date.now() - began) / 1000;
    const clicks = Number(await page.evaluate(() => sessionStorage.getItem('clicks')));
    // Each dialog of the system adds a click on the file.
    console.log(`${name}: ${took.toFixed(1)} s, ${clicks + 2} clicks`);
    expect(clicks + 2).toBeLessThanOrEqual(8);
    expect(took).toBeLessThan(seconds);
  });
}
