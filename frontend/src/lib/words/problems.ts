/** Where the server's sentence is for programs, what people read instead. */
const INSTEAD: Readonly<Record<string, string>> = {
  unauthenticated: 'You are signed out. Sign in again; what you have saved is safe.',
  'not-a-session': 'Sign in with your email address and your password.',
  'cross-origin': 'Open Sorrel at its own address, and sign in there.',
  'malformed-request':
    'The page asked for something that the server does not take. Reload it, and do it once more.',
  'method-not-allowed':
    'The page asked for something that the server does not do. Reload it, and do it once more.',
  'idempotency-key-reused':
    'This was sent before with another content. Reload the page, and do it once more.',
  'outcome-unknown':
    'The answer took too long: it may have been done or not. Reload the page to see, before you do it again.',
  'internal-error':
    'This is a fault of the server, not yours. Try again; if it stays, give your administrator the details for support.',
  'unsupported-media-type':
    'Pictures are taken as JPEG, PNG, GIF, BMP, TIFF or WebP, and many of them as a zip.',
  'not-expandable':
    'This model cannot learn classes one by one. Train it again: then it learns all its classes anew.',
  'picture-address-refused':
    'This server fetches no pictures from other addresses. Save the picture, and choose the file.'
};

/** Where the server's sentence does not say what to do, what follows it. */
const THEN: Readonly<Record<string, string>> = {
  forbidden: 'Ask an administrator to do it.',
  'not-found': 'It may have been removed meanwhile.',
  conflict: 'Reload the page to see how things are now.',
  'body-too-large':
    'Choose a smaller file, or send a zip in parts: what is there already is not added twice.',
  'body-too-slow': 'Try again when the connection is quicker.',
  'unreadable-picture': 'Save it anew as JPEG or PNG with a program that shows it, and add that.',
  'storage-full': 'Ask an administrator to make room.',
  'training-failed': 'Start the training again.'
};

/** What a problem means and what to do, for people; the server's own sentence where that says it. */
export function inWords(kind: string, detail: string, fields: Readonly<Record<string, string>> = {}): string {
  const wrong = Object.entries(fields);
  if (kind === 'malformed-request' && wrong.length > 0) {
    return `Correct this: ${wrong.map(([name, why]) => (name ? `${name} ${why}` : why)).join('; ')}.`;
  }
  const then = THEN[kind];
  return INSTEAD[kind] ?? (then ? `${detail} ${then}` : detail);
}
