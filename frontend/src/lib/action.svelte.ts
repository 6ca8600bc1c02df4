import { Problem } from './api/problem.ts';

/** Something that a person does on a page: whether it is under way, and why it failed. */
export class Action {
  busy = $state(false);
  problem = $state<Problem>();

  /** Does it; what it throws becomes the problem. */
  async run(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await work();
    } catch (thrown) {
      this.problem = Problem.from(thrown);
    } finally {
      this.busy = false;
    }
  }
}
