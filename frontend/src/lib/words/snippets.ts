/** A call of the API, to be shown as code. */
export interface ApiCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  /** What is sent: JSON, or a file of this type. */
  json?: unknown;
  file?: { name: string; type: string };
}

export const LANGUAGES = ['curl', 'Python', 'JavaScript', 'Java'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Code that does the call against this server, with the token in the variable `SORREL_TOKEN` of the environment. */
export function snippet(call: ApiCall, language: Language, origin: string): string {
  const url = origin + call.path;
  switch (language) {
    case 'curl':
      return curl(call, url);
    case 'Python':
      return python(call, url);
    case 'JavaScript':
      return javaScript(call, url);
    case 'Java':
      return java(call, url);
  }
}

function curl(call: ApiCall, url: string): string {
  const lines = [`curl${call.method === 'GET' ? '' : ` -X ${call.method}`} ${shell(url)}`];
  lines.push('-H "Authorization: Bearer $SORREL_TOKEN"');
  if (call.file) {
    lines.push(`-H 'Content-Type: ${call.file.type}'`, `--data-binary @${shell(call.file.name)}`);
  } else if (call.json !== undefined) {
    lines.push("-H 'Content-Type: application/json'", `-d ${shell(JSON.stringify(call.json))}`);
  }
  return lines.join(' \\\n  ');
}

function python(call: ApiCall, url: string): string {
  const lines = ['import os', 'import requests', ''];
  const headers = ['"Authorization": f"Bearer {os.environ[\'SORREL_TOKEN\']}"'];
  let body = '';
  if (call.file) {
    headers.push(`"Content-Type": "${call.file.type}"`);
    body = `\n    data=open(${quoted(call.file.name)}, "rb"),`;
  } else if (call.json !== undefined) {
    body = `\n    json=${pythonValue(call.json)},`;
  }
  lines.push(
    `answer = requests.${call.method.toLowerCase()}(`,
    `    ${quoted(url)},`,
    `    headers={${headers.join(', ')}},${body}`,
    '    timeout=60,',
    ')',
    'answer.raise_for_status()',
    call.method === 'DELETE' ? 'print(answer.status_code)' : 'print(answer.json())'
  );
  return lines.join('\n');
}

function javaScript(call: ApiCall, url: string): string {
  const headers = ['Authorization: `Bearer ${process.env.SORREL_TOKEN}`'];
  const lines: string[] = [];
  let body = '';
  if (call.file) {
    lines.push('import { readFile } from "node:fs/promises";', '');
    headers.push(`"Content-Type": "${call.file.type}"`);
    body = `\n  body: await readFile(${quoted(call.file.name)}),`;
  } else if (call.json !== undefined) {
    headers.push('"Content-Type": "application/json"');
    body = `\n  body: JSON.stringify(${JSON.stringify(call.json)}),`;
  }
  lines.push(
    `const answer = await fetch(${quoted(url)}, {`,
    `  method: "${call.method}",`,
    `  headers: { ${headers.join(', ')} },${body}`,
    '});',
    'if (!answer.ok) throw new Error(await answer.text());',
    call.method === 'DELETE' ? 'console.log(answer.status);' : 'console.log(await answer.json());'
  );
  return lines.join('\n');
}

function java(call: ApiCall, url: string): string {
  let type = '';
  let publisher = 'HttpRequest.BodyPublishers.noBody()';
  if (call.file) {
    type = call.file.type;
    publisher = `HttpRequest.BodyPublishers.ofFile(Path.of(${quoted(call.file.name)}))`;
  } else if (call.json !== undefined) {
    type = 'application/json';
    publisher = `HttpRequest.BodyPublishers.ofString(${quoted(JSON.stringify(call.json))})`;
  }
  return [
    'import java.net.URI;',
    'import java.net.http.*;',
    ...(call.file ? ['import java.nio.file.Path;'] : []),
    '',
    'void main() throws Exception {',
    `  var request = HttpRequest.newBuilder(URI.create(${quoted(url)}))`,
    '      .header("Authorization", "Bearer " + System.getenv("SORREL_TOKEN"))',
    ...(type ? [`      .header("Content-Type", ${quoted(type)})`] : []),
    `      .method("${call.method}", ${publisher})`,
    '      .build();',
    '  try (var http = HttpClient.newHttpClient()) {',
    '    IO.println(http.send(request, HttpResponse.BodyHandlers.ofString()).body());',
    '  }',
    '}'
  ].join('\n');
}

function shell(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A string literal that JSON, Java, JavaScript and Python read alike. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

function pythonValue(value: unknown): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (Array.isArray(value)) {
    return `[${value.map(pythonValue).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([key, member]) => `${quoted(key)}: ${pythonValue(member)}`);
    return `{${members.join(', ')}}`;
  }
  return JSON.stringify(value);
}
