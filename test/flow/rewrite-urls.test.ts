import { expect, it } from 'vitest';
import { rewriteUrls } from '../../src/flow/rewrite-urls.ts';

const rewritten = (url: string): string => {
  const { ncco } = rewriteUrls([{ action: 'input', eventUrl: [url] }], 'https://green-fox.example', [
    'http://localhost:8080',
    'http://127.0.0.1:9090/app',
  ]);
  return (ncco as { eventUrl: string[] }[])[0]!.eventUrl[0]!;
};

it.each<[url: string, expected: string]>([
  ['http://localhost:8080/dtmf?step=2#x', 'https://green-fox.example/dtmf?step=2#x'],
  ['http://127.0.0.1:8080/dtmf', 'https://green-fox.example/dtmf'],
  ['http://[::1]:8080/dtmf', 'https://green-fox.example/dtmf'],
  ['http://192.168.1.7:8080/dtmf', 'https://green-fox.example/dtmf'],
  ['http://app:8080/dtmf', 'https://green-fox.example/dtmf'],
  ['ws://localhost:8080/bot', 'wss://green-fox.example/bot'],
  ['http://localhost:9090/app/x', 'https://green-fox.example/app/x'],
  // Nobody named that server, so it stays closed.
  ['http://localhost:6379/', 'http://localhost:6379/'],
  ['http://localhost/dtmf', 'http://localhost/dtmf'],
  ['https://calls.example.com:8080/dtmf', 'https://calls.example.com:8080/dtmf'],
  ['undefined/dtmf', 'undefined/dtmf'],
])('%s → %s', (url, expected) => {
  expect(rewritten(url)).toBe(expected);
});

it('leaves what is said, and tells what it changed and where the paths lead', () => {
  const url = 'http://localhost:8080/dtmf';
  expect(
    rewriteUrls(
      [
        { action: 'talk', text: url },
        { action: 'input', eventUrl: [url] },
      ],
      'https://green-fox.example',
      ['http://localhost:8080'],
    ),
  ).toEqual({
    ncco: [
      { action: 'talk', text: url },
      { action: 'input', eventUrl: ['https://green-fox.example/dtmf'] },
    ],
    changes: ['[1].eventUrl[0]: http://localhost:8080/dtmf → https://green-fox.example/dtmf'],
    paths: new Map([['/dtmf', 'http://localhost:8080']]),
  });
});
