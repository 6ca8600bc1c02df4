import { Problem } from '#lib/api/problem.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import { keepsRemoved } from './bin.svelte.ts';
import { move, remove, restore } from './changes.ts';

/** A picture that may be in the wrong class. */
export interface Questioned {
  image: string;
  label: string;
  suggested: string;
}

/** Going through pictures that are in question: each is settled once, and that can be taken back. */
export class Review {
  /** Whether pictures were moved or removed, so that the version in use does not know it yet. */
  changed = $state(false);
  problem = $state<Problem>();
  readonly #model: string;
  #settled = $state<ReadonlySet<string>>(new Set());

  constructor(model: string) {
    this.#model = model;
  }

  isSettled(image: string): boolean {
    return this.#settled.has(image);
  }

  /** It may stay where it is. */
  keep(image: string): void {
    this.#settled = new Set([...this.#settled, image]);
  }

  async move(picture: Questioned): Promise<void> {
    this.keep(picture.image);
    const done = await move([picture.image], picture.suggested);
    if (done.problem) {
      this.problem = done.problem;
      this.#reopen(picture.image);
      return;
    }
    this.changed = true;
    toasts.show(`Moved to ${picture.suggested}.`, () => {
      void move([picture.image], picture.label).then(() => this.#reopen(picture.image));
    });
  }

  async remove(image: string): Promise<void> {
    this.keep(image);
    const kept = await keepsRemoved(this.#model);
    const done = await remove([image]);
    if (done.problem) {
      this.problem = done.problem;
      this.#reopen(image);
      return;
    }
    this.changed = true;
    toasts.show('Picture removed.', kept ? () => void this.#putBack(image) : undefined);
  }

  async #putBack(image: string): Promise<void> {
    try {
      await restore(this.#model, [image]);
      this.#reopen(image);
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    }
  }

  #reopen(image: string): void {
    this.#settled = new Set([...this.#settled].filter((each) => each !== image));
  }
}
