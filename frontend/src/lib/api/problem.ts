import { inWords } from '#lib/words/problems.ts';
import type { components } from './schema.d.ts';

type Document = components['schemas']['Problem'];

/** What a person can do next about a problem. */
export interface Step {
  label: string;
  href: string;
}

/**
 * Something that went wrong, in words for people: from a problem document of the server, or because the server was
 * not reached.
 */
export class Problem extends Error {
  constructor(
    /** The last part of the problem's type, such as `label-taken`; `offline` where no answer came. */
    readonly kind: string,
    readonly title: string,
    readonly detail: string,
    readonly status = 0,
    /** What is wrong with single fields, by the field's name. */
    readonly fields: Readonly<Record<string, string>> = {},
    readonly requestId?: string,
    /** Seconds to wait before it makes sense to try again. */
    readonly retryAfter?: number
  ) {
    super(`${title}: ${detail}`);
  }

  /** The server was not reached, or the connection broke. */
  static offline(): Problem {
    return new Problem(
      'offline',
      'No connection to Sorrel',
      'Check your network. What you see may be old; nothing that was saved is lost.'
    );
  }

  static of(document: Document, response: Response): Problem {
    const fields = Object.fromEntries(
      (document.errors ?? []).map((each) => [each.pointer.replace(/^[/?]/, ''), each.detail])
    );
    const wait = Number(response.headers.get('Retry-After'));
    const kind = document.type.split('/').at(-1) ?? 'unknown';
    return new Problem(
      kind,
      document.title,
      inWords(kind, document.detail, fields),
      document.status,
      fields,
      document.requestId,
      wait > 0 ? wait : undefined
    );
  }

  /** For anything thrown: a fault of the page itself is a problem too. */
  static from(thrown: unknown): Problem {
    if (thrown instanceof Problem) {
      return thrown;
    }
    return thrown instanceof TypeError
      ? Problem.offline()
      : new Problem(
          'page',
          'This page made a mistake',
          'Reload it. If that does not help, tell your administrator.'
        );
  }

  /** Whether the same request may succeed when it is sent once more. */
  get passing(): boolean {
    return this.kind === 'offline' || [429, 502, 503, 504].includes(this.status);
  }
}

/** Where a problem of a model can be put right. */
export function nextStep(problem: Problem, model?: string): Step | undefined {
  const page = (label: string, path: string): Step | undefined =>
    model ? { label, href: `/m/${model}${path}` } : undefined;
  switch (problem.kind) {
    case 'not-enough-pictures':
    case 'no-usable-pictures':
      return page('Add pictures', '/pictures');
    case 'not-trained':
    case 'not-expandable':
      return page('Train the model', '/training');
    case 'run-under-way':
    case 'training-failed':
      return page('See the training', '/training');
    case 'import-under-way':
      return page('See the pictures arrive', '/pictures');
    case 'not-found':
      return { label: 'See your models', href: '/models' };
    case 'too-many-tokens':
      return { label: 'See your tokens', href: '/tokens' };
    case 'quota-reached':
      return { label: 'See your models', href: '/models' };
    case 'unauthenticated':
      return { label: 'Sign in', href: '/sign-in' };
    case 'email-taken':
    case 'invitation-over':
      return { label: 'Sign in instead', href: '/sign-in' };
    default:
      return undefined;
  }
}
