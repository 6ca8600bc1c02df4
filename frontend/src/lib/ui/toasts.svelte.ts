/** Something that was done, for some seconds, with a way back where there is one. */
export interface Toast {
  id: number;
  text: string;
  undo?: (() => void) | undefined;
}

const SHOWN_FOR = 10_000;

class Toasts {
  all = $state<Toast[]>([]);
  #last = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, undo?: () => void): void {
    const id = ++this.#last;
    this.all = [...this.all.slice(-2), { id, text, undo }];
    this.resume(id);
  }

  /** Stays as long as it is looked at. */
  pause(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  resume(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), SHOWN_FOR)
    );
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.all = this.all.filter((each) => each.id !== id);
  }
}

export const toasts = new Toasts();
