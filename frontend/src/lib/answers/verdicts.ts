import { answer, api } from '#lib/api/client.ts';

/** A person's word on an answer. */
export interface Judged {
  agree: boolean;
  /** The right class, where the answer was wrong and it is one of the model's. */
  class?: string;
}

export async function judge(task: string, verdict: Judged): Promise<void> {
  await answer(api.PUT('/api/v1/tasks/{task}/verdict', { params: { path: { task } }, body: verdict }));
}

export async function withdraw(task: string): Promise<void> {
  await answer(api.DELETE('/api/v1/tasks/{task}/verdict', { params: { path: { task } } }));
}
