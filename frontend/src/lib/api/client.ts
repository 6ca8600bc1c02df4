import createClient from 'openapi-fetch';
import { Problem } from './problem.ts';
import type { components, paths } from './schema.d.ts';

export type Schemas = components['schemas'];

/** The server's API, typed by its OpenAPI document; the session's cookie says who asks. */
export const api = createClient<paths>({ baseUrl: '/' });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was answered; throws a {@link Problem} for everything but success. */
export async function answer<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answered: Answer<T>;
  try {
    answered = await asked;
  } catch (thrown) {
    throw Problem.from(thrown);
  }
  if (!answered.response.ok) {
    throw problemOf(answered.error, answered.response);
  }
  return answered.data as T;
}

/** The problem that a response tells; one that is no problem document came from something in between. */
export function problemOf(body: unknown, response: Response): Problem {
  if (isProblem(body)) {
    return Problem.of(body, response);
  }
  return new Problem(
    'gateway',
    'Something between you and Sorrel answered instead',
    `It said ${response.status}. Try again in a moment; if it stays, tell your administrator.`,
    response.status
  );
}

function isProblem(body: unknown): body is Schemas['Problem'] {
  return typeof body === 'object' && body !== null && 'type' in body && 'title' in body && 'detail' in body;
}

/** A key under which the server does a request once, however often it is sent. */
export function once(): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': newKey() };
}

/** Random; `crypto.randomUUID` exists on https and localhost alone. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0')
  ).join('');
}
