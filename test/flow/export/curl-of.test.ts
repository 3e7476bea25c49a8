import { expect, it } from 'vitest';
import { curlCommand, shellWord } from '../../../src/flow/export/curl-of.ts';

interface Given {
  readonly path?: string;
  readonly contentType?: string;
  readonly body?: string;
}

it.each<[name: string, given: Given, command: string]>([
  ['a plain one', { path: '/event?a=b' }, "curl -sS -i -g -X 'POST' 'http://app/event?a=b'"],
  [
    'a body',
    { contentType: 'application/json', body: `{"it's":1}` },
    `curl -sS -i -g -X 'POST' -H 'content-type: application/json' --data-binary '{"it'\\''s":1}' 'http://app/event'`,
  ],
  [
    'a body that a terminal would obey',
    { body: '\u001b[2J' },
    "printf %s 'G1sySg==' | base64 -d | curl -sS -i -g -X 'POST' --data-binary @- 'http://app/event'",
  ],
  [
    'a query that it would obey: the byte of the wire, else UTF-8',
    { path: '/event?a=\u009b2J&b=\u202e&c=\n' },
    "curl -sS -i -g -X 'POST' 'http://app/event?a=%9B2J&b=%E2%80%AE&c=%0A'",
  ],
  [
    'a content type that it would obey',
    { contentType: "te\\xt/'plain\u009b2J" },
    `curl -sS -i -g -X 'POST' -H "$(printf %b 'content-type: te\\\\xt/'\\''plain\\02332J')" 'http://app/event'`,
  ],
  [
    'a content type that would be two headers',
    { contentType: 'text/plain\r\nhost: other' },
    "curl -sS -i -g -X 'POST' 'http://app/event'",
  ],
])('a webhook as a command of a shell: %s', (_name, { path = '/event', contentType, body }, command) => {
  const request = {
    method: 'POST',
    path,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: body === undefined ? undefined : new TextEncoder().encode(body),
  };
  expect(curlCommand(request, shellWord(`http://app${path}`))).toBe(command);
});
