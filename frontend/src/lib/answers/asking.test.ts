import { beforeEach, expect, test, vi } from 'vitest';

let asked: string[];
let atOnce: number;
let most: number;

vi.mock('./classify.ts', () => ({
  classify: async (_: string, picture: File) => {
    asked.push(picture.name);
    most = Math.max(most, ++atOnce);
    await Promise.resolve();
    atOnce--;
    return { class: picture.name };
  }
}));

beforeEach(() => {
  asked = [];
  atOnce = 0;
  most = 0;
});

function files(count: number): File[] {
  return Array.from({ length: count }, (_, i) => new File(['x'], `${i}.png`));
}

test('all pictures are asked of, in their order and a few at a time', async () => {
  const { Asking } = await import('./asking.svelte.ts');
  const asking = new Asking('m');
  asking.give(files(120));
  await vi.waitFor(() => expect(asking.done).toBe(120));
  expect(asked).toEqual(files(120).map((each) => each.name));
  expect(most).toBe(3);
  asking.give([new File(['x'], 'later.png')]);
  expect(asking.all[0]?.name).toBe('later.png');
  await vi.waitFor(() => expect(asking.done).toBe(121));
});

test('what was not asked of is left out when it is stopped', async () => {
  const { Asking } = await import('./asking.svelte.ts');
  const asking = new Asking('m');
  asking.give(files(10));
  asking.stop();
  await vi.waitFor(() => expect(asking.done).toBe(3));
  expect(asking.all).toHaveLength(3);
  expect(asked).toHaveLength(3);
});
