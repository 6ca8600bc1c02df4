/** Which pictures of a list are chosen, and on which the keyboard is; indexes count from 0. */
export class Selection {
  /** The picture that has the keyboard. */
  at = $state(0);
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  #anchor = 0;

  /**
   * Moves the keyboard; with `range` all between here and where the range began are chosen.
   *
   * @param ids of those that are read
   * @param last index of the last of all, also of those that are not read yet
   */
  go(index: number, ids: readonly string[], range = false, last = ids.length - 1): void {
    this.at = Math.max(0, Math.min(index, last));
    if (range) {
      const from = Math.min(this.#anchor, this.at);
      const until = Math.max(this.#anchor, this.at);
      this.chosen = new Set(ids.slice(from, until + 1));
    } else {
      this.#anchor = this.at;
    }
  }

  toggle(index: number, ids: readonly string[]): void {
    this.go(index, ids);
    const id = ids[index];
    if (id !== undefined) {
      const next = new Set(this.chosen);
      if (!next.delete(id)) {
        next.add(id);
      }
      this.chosen = next;
    }
  }

  all(ids: readonly string[]): void {
    this.chosen = new Set(ids);
  }

  clear(): void {
    this.chosen = new Set();
  }
}

/** Where a key leads from a cell of a grid; undefined for keys that move nothing. */
export function moved(
  key: string,
  at: number,
  columns: number,
  rowsOnPage: number,
  last: number
): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return at - 1;
    case 'ArrowRight':
      return at + 1;
    case 'ArrowUp':
      return at - columns;
    case 'ArrowDown':
      return at + columns;
    case 'PageUp':
      return at - columns * rowsOnPage;
    case 'PageDown':
      return at + columns * rowsOnPage;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
