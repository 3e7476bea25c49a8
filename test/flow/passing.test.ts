import { describe, expect, it } from 'vitest';
import { mayPass, newPassing, rememberPaths } from '../../src/flow/passing.ts';

const PUBLIC = 'https://green-fox.example';

describe('what may pass to the user’s own server', () => {
  const passing = newPassing(['/audio/*', '/exact', '/a.b']);
  rememberPaths(
    [
      { action: 'input', eventUrl: [`${PUBLIC}/dtmf?step=2`] },
      {
        action: 'connect',
        endpoint: [{ type: 'phone', number: '1', onAnswer: { url: 'http://green-fox.example/on-answer' } }],
      },
      { action: 'connect', endpoint: [{ type: 'websocket', uri: 'wss://green-fox.example/socket' }] },
      { action: 'stream', streamUrl: ['https://elsewhere.example/song.mp3', 'not a url'] },
    ],
    PUBLIC,
    passing,
  );

  it.each<[path: string, expected: boolean]>([
    ['/dtmf', true],
    ['/on-answer', true],
    ['/socket', true],
    ['/song.mp3', false],
    ['/audio/hold.mp3', true],
    ['/audio/deep/hold.mp3', true],
    ['/audio', false],
    ['/exact', true],
    ['/exactly', false],
    ['/a.b', true],
    ['/aXb', false],
    ['/', false],
    ['/admin', false],
    ['/audio/../admin', false],
    ['/audio/./x', false],
    ['/audio/%2e%2e/admin', false],
    ['/audio/..%2fadmin', false],
    ['/audio/%2Fetc', false],
    ['/audio//x', false],
    ['/audio/..\\admin', false],
    ['/audio/%5c..%5cadmin', false],
    ['/audio/..;/admin', false],
    ['/audio/.;x/admin', false],
    ['/audio/..%3b/admin', false],
    ['/audio/..hidden', false],
    ['/audio/%00', false],
    ['/AUDIO/x', false],
  ])('%s → %s', (path, expected) => {
    expect(mayPass(path, passing)).toBe(expected);
  });
});
