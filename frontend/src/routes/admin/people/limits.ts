const GB = 1e9;

/** Gigabytes as they are typed, of bytes; nothing for none. */
export function gigabytes(bytes: number | undefined): string {
  return bytes === undefined ? '' : String(bytes / GB);
}

/** A limit as it was typed: null for nothing, which is what holds for all; undefined if it is no whole number. */
export function wholeLimit(typed: string): number | null | undefined {
  return /^\d*$/.test(typed.trim()) ? limit(typed, 1) : undefined;
}

/** The same in bytes, typed in gigabytes. */
export function spaceLimit(typed: string): number | null | undefined {
  return limit(typed.replace(',', '.'), GB);
}

function limit(typed: string, unit: number): number | null | undefined {
  if (typed.trim() === '') {
    return null;
  }
  const number = Math.round(Number(typed) * unit);
  return number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : undefined;
}
