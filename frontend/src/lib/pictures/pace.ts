/** Speed is taken over so many milliseconds, since a turn of a wheel comes as one large step. */
const SPAN = 100;

/** Screens a second beyond which a picture is gone before it is seen. */
const SCREENS = 3;

/** Who has not scrolled for so many milliseconds has stopped. */
export const STOPPED = 150;

/** How fast a list is scrolled. */
export class Pace {
  #fast = false;
  #from = 0;
  #since = -Infinity;
  #last = -Infinity;

  /**
   * Hears where the list is now; tells whether it goes by too fast for its pictures to be seen.
   *
   * @param offset and height of what is in sight, in pixels
   * @param now in milliseconds, from any begin
   */
  at(offset: number, height: number, now: number): boolean {
    if (now - this.#last > STOPPED) {
      this.#fast = false;
      this.#from = offset;
      this.#since = now;
    }
    this.#last = now;
    const span = now - this.#since;
    if (span >= SPAN) {
      this.#fast = Math.abs(offset - this.#from) * 1000 > SCREENS * height * span;
      this.#from = offset;
      this.#since = now;
    }
    return this.#fast;
  }
}
