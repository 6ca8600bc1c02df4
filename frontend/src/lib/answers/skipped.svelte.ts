/** More than these are forgotten again, the oldest first. */
const MOST = 2000;

/** Answers of which somebody could not tell whether they are right; they are not offered again in this sitting. */
export class Skipped {
  #ids = $state.raw<readonly string[]>([]);
  readonly #key: string;

  constructor(account: string, model: string) {
    this.#key = `sorrel.cannot-tell.${account}.${model}`;
    this.#ids = read(this.#key);
  }

  get size(): number {
    return this.#ids.length;
  }

  has(task: string): boolean {
    return this.#ids.includes(task);
  }

  add(task: string): void {
    this.#keep([...this.#ids.filter((each) => each !== task), task].slice(-MOST));
  }

  remove(task: string): void {
    if (this.has(task)) {
      this.#keep(this.#ids.filter((each) => each !== task));
    }
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(ids: readonly string[]): void {
    this.#ids = ids;
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(ids));
    } catch {
      // Without room it lives as long as this page does.
    }
  }
}

function read(key: string): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(ids) ? ids.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}
