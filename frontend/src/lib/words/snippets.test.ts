import { expect, test } from 'vitest';
import { snippet } from './snippets.ts';

const ORIGIN = 'https://sorrel.example';

test('a picture is sent with curl', () => {
  const call = {
    method: 'POST',
    path: '/api/v1/models/17/classifications',
    file: { name: 'my picture.jpg', type: 'image/jpeg' }
  } as const;
  expect(snippet(call, 'curl', ORIGIN)).toBe(
    [
      'curl -X POST https://sorrel.example/api/v1/models/17/classifications \\',
      '  -H "Authorization: Bearer $SORREL_TOKEN" \\',
      "  -H 'Content-Type: image/jpeg' \\",
      "  --data-binary @'my picture.jpg'"
    ].join('\n')
  );
});

test('a quote in a value ends no argument', () => {
  const call = { method: 'POST', path: '/x', json: { label: "cook's" } } as const;
  expect(snippet(call, 'curl', ORIGIN)).toContain(`-d '{"label":"cook'\\''s"}'`);
});

test('values are written as Python writes them', () => {
  const call = { method: 'PUT', path: '/x', json: { agree: false, class: null, all: [1, true] } } as const;
  expect(snippet(call, 'Python', ORIGIN)).toContain('json={"agree": False, "class": None, "all": [1, True]}');
});

test('Java and JavaScript send what is given', () => {
  const call = { method: 'POST', path: '/x', json: { name: 'a "b"' } } as const;
  expect(snippet(call, 'Java', ORIGIN)).toContain('ofString("{\\"name\\":\\"a \\\\\\"b\\\\\\"\\"}")');
  expect(snippet(call, 'JavaScript', ORIGIN)).toContain('JSON.stringify({"name":"a \\"b\\""})');
});
