import { expect, test, type Page } from '@playwright/test';
import { choose, makeModel, signUp } from './people.ts';
import { bar, barZip, random } from './pictures.ts';

// One model is made for all, and each test goes on where the one before stopped.
test.describe.configure({ mode: 'serial' });

const ASKED = 4;
let page: Page;
let model: string;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await signUp(page);
  await makeModel(page, 'judged', barZip([0, 1, 2], 60));
  model = new URL(page.url()).pathname;
  await page.goto(`${model}/try`);
  for (let i = 0; i < ASKED; i++) {
    await choose(page, 'Choose pictures', {
      name: `${i}.png`,
      mimeType: 'image/png',
      buffer: Buffer.from(bar(i % 3, random(200 + i)))
    });
    await expect(page.locator('.figure')).toHaveCount(i + 1);
  }
});

test.afterAll(async () => {
  await page.context().close();
});

/** How many answers the server knows to be right or wrong. */
async function reviewed(): Promise<number> {
  const answered = await page.request.get(`/api/v1/models/${model.split('/').at(-1)}/feedback`);
  return ((await answered.json()) as { reviewed: number }).reviewed;
}

test('a verdict while the connection is lost is kept, and sent when it is back', async () => {
  await page.goto(`${model}/results`);
  const answers = page.getByRole('region', { name: 'Answers', exact: true }).getByRole('listitem');
  await expect(answers).not.toHaveCount(0);
  await answers.first().getByRole('link').focus();
  await page.context().setOffline(true);
  await page.keyboard.press('r');
  await expect(page.getByText('What you said of 1 answer is kept in this browser')).toBeVisible();
  await page.keyboard.press('r');
  await expect(page.getByText('What you said of 2 answers is kept in this browser')).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByText('What you said of 1 answer is kept in this browser')).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText('is kept in this browser')).toBeHidden({ timeout: 40_000 });
  await expect.poll(reviewed).toBe(1);
});

test('a verdict that was kept is sent at the next load, and a refused one is told', async () => {
  await page.route('**/verdict', (route) => route.abort());
  await page.goto(`${model}/results?show=open`);
  await page.getByRole('button', { name: 'Right', exact: true }).click();
  await expect(page.getByText('What you said of 1 answer is kept in this browser')).toBeVisible();
  await page.unroute('**/verdict');
  await page.reload();
  await expect.poll(reviewed).toBe(2);

  await page.route('**/verdict', (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      json: {
        type: '/problems/no-such-class',
        title: 'There is no such class',
        status: 422,
        detail: 'It was removed meanwhile.'
      }
    })
  );
  await page.goto(`${model}/results?show=open`);
  await page.getByRole('button', { name: 'Right', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('It was removed meanwhile.');
  await page.unroute('**/verdict');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByRole('alert')).toBeHidden();
  expect(await reviewed()).toBe(2);
});
