import { answer, api, once } from '#lib/api/client.ts';
import { Problem } from '#lib/api/problem.ts';
import { failureOf, imports, isOver, type Stage } from './imports.svelte.ts';

/** Sends pictures into a model. */
type Send = (model: string) => Promise<void>;

/**
 * A model in the making. It is made with its first pictures, and taken away again where they cannot be used, so that
 * somebody may try as often as they like and finds one model in the end.
 */
export class FirstPictures {
  /** The model that pictures are on their way into. */
  model = $state<string>();
  /** Why those that were brought last are not in a model. */
  problem = $state<Problem>();
  /** Whether something is under way. */
  busy = $state(false);

  /** An empty model that could not be taken away, for want of a connection; the next attempt uses it. */
  #left: string | undefined;

  /** How far the pictures are. */
  get stage(): Stage | undefined {
    return this.model === undefined ? undefined : imports.stages[this.model];
  }

  /** Makes the model and sends what was brought. */
  async begin(name: string, send: Send): Promise<void> {
    this.problem = undefined;
    this.busy = true;
    try {
      this.model = await this.#named(name);
      this.#left = undefined;
    } catch (thrown) {
      this.problem = Problem.from(thrown);
      this.busy = false;
      return;
    }
    await send(this.model);
  }

  /** What has come of the pictures, once that is known: the model, if it has some; else it is gone. */
  async end(stage: Stage): Promise<string | undefined> {
    const model = this.model;
    const failure = failureOf(stage);
    if (model === undefined || !(failure || (stage.at === 'ended' && isOver(stage.task)))) {
      return undefined;
    }
    if (!failure || !(await this.#takeAway(model))) {
      return model;
    }
    imports.dismiss(model);
    this.model = undefined;
    this.problem = failure;
    this.busy = false;
    return undefined;
  }

  /** Takes away what nobody is going to use. */
  async leave(): Promise<void> {
    if (this.#left !== undefined) {
      await this.#takeAway(this.#left);
    }
  }

  async #named(name: string): Promise<string> {
    if (this.#left === undefined) {
      return (await answer(api.POST('/api/v1/models', { params: { header: once() }, body: { name } }))).id;
    }
    const path = { params: { path: { model: this.#left } } };
    return (await answer(api.PATCH('/api/v1/models/{model}', { ...path, body: { name } }))).id;
  }

  /** False where the model holds pictures all the same, which the server knows best. */
  async #takeAway(model: string): Promise<boolean> {
    try {
      await answer(
        api.DELETE('/api/v1/models/{model}', { params: { path: { model }, query: { only: 'empty' } } })
      );
      this.#left = undefined;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.status === 409) {
        return false;
      }
      this.#left = problem.status === 404 ? undefined : model;
    }
    return true;
  }
}
