import type { Schemas } from '#lib/api/client.ts';
import { bytes, count, counted } from './figures.ts';

/** From this share of a limit on, it is time to say so. */
const LITTLE = 0.8;

/** What is used of what is allowed, from 0 to 1; a limit may have been lowered below what is used. */
export function share(used: number, allowed: number): number {
  return used >= allowed ? 1 : used / allowed;
}

/** Whether there is plenty left, little or nothing. */
export function level(used: number, allowed: number): 'plenty' | 'little' | 'none' {
  if (used >= allowed) {
    return 'none';
  }
  return share(used, allowed) > LITTLE ? 'little' : 'plenty';
}

/** "810 of 1,000 models", "9.8 MB of 10 MB". */
export function ofModels(used: number, allowed: number): string {
  return `${count(used)} of ${counted(allowed, 'model')}`;
}

export function ofSpace(used: number, allowed: number): string {
  return `${bytes(used)} of ${bytes(allowed)}`;
}

/** What somebody is told of their own limits: nothing as long as there is plenty left. */
export function nearLimits(account: Schemas['OwnAccount']): string[] {
  const { models, bytes: space, binBytes: removed, limits } = account;
  return [
    level(models, limits.models) === 'plenty'
      ? []
      : [`You have ${counted(models, 'model')} and may have ${count(limits.models)}.`],
    level(space, limits.bytes) === 'plenty'
      ? []
      : [
          `Your pictures take ${bytes(space)} and may take ${bytes(limits.bytes)}.` +
            (removed > 0 ? ` ${bytes(removed)} of that are in the bins of your models.` : '')
        ]
  ].flat();
}
