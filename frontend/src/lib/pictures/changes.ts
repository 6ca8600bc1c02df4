import { answer, api, type Schemas } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';

/** Requests that are under way at once. */
const AT_ONCE = 6;

/** The most pictures that the server puts back in one request. */
const RESTORED_AT_ONCE = 500;

/** What became of a change of many pictures. */
export interface Changed {
  done: string[];
  problem?: Problem;
}

/** Puts pictures into a class; what failed says why and stays where it was. */
export async function move(images: readonly string[], label: string): Promise<Changed> {
  return await each(images, (image) =>
    answer(api.PATCH('/api/v1/images/{image}', { params: { path: { image } }, body: { class: label } }))
  );
}

/** Removes pictures: into the bin, where the server keeps one. */
export async function remove(images: readonly string[]): Promise<Changed> {
  return await each(images, (image) =>
    answer(api.DELETE('/api/v1/images/{image}', { params: { path: { image } } }))
  );
}

/** Puts removed pictures back into their class. */
export async function restore(model: string, images: readonly string[]): Promise<Schemas['Restoration']> {
  const all = { restored: 0, there: 0 };
  for (let at = 0; at < images.length; at += RESTORED_AT_ONCE) {
    const some = await restoreThose(model, { images: images.slice(at, at + RESTORED_AT_ONCE) });
    all.restored += some.restored;
    all.there += some.there;
  }
  return all;
}

/** Puts a removed class back with its pictures, or all that is in the bin. */
export async function restoreThose(
  model: string,
  body: Schemas['BinChoice']
): Promise<Schemas['Restoration']> {
  return await answer(
    api.POST('/api/v1/models/{model}/bin/restorations', { params: { path: { model } }, body })
  );
}

/** Deletes removed pictures for good. */
export async function deleteForGood(model: string, images: readonly string[]): Promise<Changed> {
  return await each(images, (image) =>
    answer(api.DELETE('/api/v1/models/{model}/bin/{image}', { params: { path: { model, image } } }))
  );
}

async function each(
  images: readonly string[],
  change: (image: string) => Promise<unknown>
): Promise<Changed> {
  const waiting = [...images];
  const done: string[] = [];
  let problem: Problem | undefined;
  const work = async (): Promise<void> => {
    for (let image = waiting.pop(); image !== undefined && !problem; image = waiting.pop()) {
      try {
        await change(image);
        done.push(image);
      } catch (thrown) {
        problem = Problem.from(thrown);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return problem ? { done, problem } : { done };
}
