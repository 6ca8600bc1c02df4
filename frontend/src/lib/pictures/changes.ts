import { answer, api } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';

/** Requests that are under way at once. */
const AT_ONCE = 6;

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

/** Removes pictures for good. */
export async function remove(images: readonly string[]): Promise<Changed> {
  return await each(images, (image) =>
    answer(api.DELETE('/api/v1/images/{image}', { params: { path: { image } } }))
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

/**
 * Removes pictures after a while in which it can be taken back; at once when the page is left.
 *
 * @returns takes it back
 */
export function removeSoon(
  images: readonly string[],
  { after, ended }: { after: number; ended: (changed: Changed) => void }
): () => void {
  const leave = (): void => {
    clearTimeout(timer);
    for (const image of images) {
      void fetch(`/api/v1/images/${image}`, { method: 'DELETE', keepalive: true });
    }
  };
  const timer = setTimeout(() => {
    removeEventListener('pagehide', leave);
    void remove(images).then(ended);
  }, after);
  addEventListener('pagehide', leave, { once: true });
  return () => {
    clearTimeout(timer);
    removeEventListener('pagehide', leave);
  };
}
