import { Problem } from './problem.ts';
import { problemOf } from './client.ts';

/**
 * Sends a file and tells how much of it is on its way; `fetch` cannot.
 *
 * @param sent gets a fraction from 0 to 1
 * @throws Problem if it is refused or the connection breaks
 */
export function upload<T>(
  path: string,
  body: Blob,
  { type, sent, signal }: { type: string; sent?: (fraction: number) => void; signal?: AbortSignal }
): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Content-Type', type);
    request.setRequestHeader('Accept', 'application/json');
    request.responseType = 'text';
    request.upload.onprogress = (moment) => {
      if (moment.lengthComputable) {
        sent?.(moment.loaded / moment.total);
      }
    };
    request.onerror = () => reject(Problem.offline());
    request.onabort = () =>
      reject(new Problem('stopped', 'Stopped', 'The upload was stopped; nothing was added.'));
    request.onload = () => {
      const answered = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        resolve(answered as T);
      } else {
        const headers = new Headers();
        const wait = request.getResponseHeader('Retry-After');
        if (wait) {
          headers.set('Retry-After', wait);
        }
        reject(problemOf(answered, new Response(null, { status: Math.max(request.status, 200), headers })));
      }
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
