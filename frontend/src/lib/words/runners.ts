const TOKEN = / [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NODE = /^[^@\s]+@/;

/** What a runner is called, or a node: as its owner named it, or where it runs. The server says more, to tell all apart. */
export function runnerName(name: string): string {
  return TOKEN.test(name) ? name.replace(TOKEN, '') : name.replace(NODE, '');
}
