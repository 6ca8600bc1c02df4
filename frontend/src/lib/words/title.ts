import type { Stage } from '#lib/pictures/imports.svelte.ts';

/** The title of a model's pages: what is under way first, since a tab shows little more. */
export function titleOf(name: string, stage: Stage | undefined, learning: boolean): string {
  const fraction = stage && arrived(stage);
  if (fraction !== undefined) {
    return `${Math.floor(fraction * 100)}% – ${name}`;
  }
  return learning ? `Learning – ${name}` : `${name} · Sorrel`;
}

/** How much of some pictures has come, in the step that they are in; undefined where none come or it is not known. */
function arrived(stage: Stage): number | undefined {
  switch (stage.at) {
    case 'packing':
      return stage.total > 0 ? stage.done / stage.total : undefined;
    case 'sending':
      return stage.fraction;
    case 'reading': {
      const { done, total } = stage.task.progress ?? { done: 0, total: 0 };
      return total > 0 ? done / total : undefined;
    }
    case 'ended':
    case 'failed':
      return undefined;
  }
}
