import type { FullConfig } from '@playwright/test';

/** Whom the server's first account belongs to. */
export const ADMINISTRATOR = {
  email: 'administrator@example.org',
  password: 'a sentence that is long enough'
};

/** The server's first account administers it, so it is made before any test, whichever comes first. */
export default async function register(config: FullConfig): Promise<void> {
  const server = config.projects[0]?.use.baseURL ?? '';
  const answer = await fetch(`${server}/api/v1/accounts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(ADMINISTRATOR)
  });
  if (!answer.ok) {
    throw new Error(`the administrator could not be registered: ${await answer.text()}`);
  }
}
