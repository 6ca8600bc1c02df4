import { expect, test, type Locator, type Page } from '@playwright/test';
import { fits, withoutFaults } from './looks.ts';
import { makeModel, signUp } from './people.ts';
import { bar, barZip, random } from './pictures.ts';

// One model is made for all, and each test goes on where the one before stopped.
test.describe.configure({ mode: 'serial' });

const ASKED = 12;
let page: Page;
let model: string;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext()).newPage();
  await signUp(page);
  await makeModel(page, 'judged', barZip([0, 1, 2], 60));
  model = new URL(page.url()).pathname;
  for (let i = 0; i < ASKED; i++) {
    const answered = await page.request.post(`/api/v1/models/${id()}/classifications`, {
      headers: { 'Content-Type': 'image/png', Origin: new URL(page.url()).origin },
      data: Buffer.from(bar(i % 3, random(200 + i)))
    });
    expect(answered.ok()).toBe(true);
  }
});

test.afterAll(async () => {
  await page.context().close();
});

function id(): string {
  return model.split('/').at(-1) ?? '';
}

function listed(): Locator {
  return page
    .getByRole('region', { name: 'Answers', exact: true })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link') });
}

/** How many answers the server knows to be right or wrong. */
async function reviewed(): Promise<number> {
  const answered = await page.request.get(`/api/v1/models/${id()}/feedback`);
  return ((await answered.json()) as { reviewed: number }).reviewed;
}

test('a verdict while the connection is lost is kept, and sent when it is back', async () => {
  await page.goto(`${model}/results`);
  const answers = listed();
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
  await withoutFaults(page);
  await fits(page);
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

test('an answer that nobody can tell is left without a verdict and not offered again', async () => {
  await page.goto(`${model}/results?show=open`);
  const answers = listed();
  await expect(answers).toHaveCount(ASKED - 2);
  await page.getByRole('button', { name: "Can't tell" }).click();
  await expect(answers).toHaveCount(ASKED - 3);
  await expect(page.getByRole('article', { name: 'The answer' })).toBeFocused();
  await page.keyboard.press('c');
  await expect(page.getByText('2 answers you could not tell are left out for now.')).toBeVisible();
  await page.keyboard.press('z');
  await expect(answers).toHaveCount(ASKED - 3);
  await page.reload();
  await expect(page.getByText('1 answer you could not tell is left out for now.')).toBeVisible();
  await expect(answers).toHaveCount(ASKED - 3);
  expect(await reviewed()).toBe(2);
});

test('sure answers are marked right together, partly where the server does not take some, and taken back', async () => {
  await page.goto(`${model}/results?show=open`);
  const mark = page.getByRole('button', { name: /^Mark \d+ right$/ });
  const many = Number(/\d+/.exec(await mark.innerText())?.[0]);
  expect(many).toBeGreaterThan(1);
  await mark.click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Mark ${many} answers right?`);
  await withoutFaults(page);
  await page.keyboard.press('Escape');
  await expect(mark).toBeFocused();
  expect(await reviewed()).toBe(2);

  await mark.click();
  await dialog.getByRole('button', { name: `Mark ${many} right` }).click();
  await expect(page.getByText(`${many} answers marked right.`)).toBeVisible();
  expect(await reviewed()).toBe(2 + many);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${many} answers not marked any more.`)).toBeVisible();
  expect(await reviewed()).toBe(2);

  let refused = 0;
  await page.route('**/verdict', (route) =>
    refused++ === 0
      ? route.fulfill({
          status: 404,
          contentType: 'application/problem+json',
          json: {
            type: '/problems/not-found',
            title: 'Not found',
            status: 404,
            detail: 'The answer is gone.'
          }
        })
      : route.continue()
  );
  await page.goto(`${model}/results?show=open`);
  await mark.click();
  await dialog.getByRole('button', { name: `Mark ${many} right` }).click();
  await expect(page.getByText(`${many - 1} of ${many} answers marked right. 1 was not taken.`)).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('The answer is gone.');
  expect(await reviewed()).toBe(1 + many);
  await page.unroute('**/verdict');
});

test('an answer that somebody is led to is shown, though the list is another one', async () => {
  await page.goto(`${model}/results`);
  const link = listed().last().getByRole('link');
  const task = new URL((await link.getAttribute('href')) ?? '', page.url()).searchParams.get('task') ?? '';
  await page.goto(`${model}/results?show=wrong&task=${task}`);
  await expect(page.locator(`a[aria-current=true][href*="${task}"]`)).toBeVisible();
});
