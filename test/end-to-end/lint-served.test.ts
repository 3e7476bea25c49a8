import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { newPlace, type Place, startCli } from '../support/cli.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const emptyPlace = (): Place => {
  const place = newPlace();
  open.push(() => place.remove());
  return place;
};

const CALL = ['listen', '--emulator', '--port', '0', '--call', '--once', '--speed', 'instant', '--json'];

it('names the faults of the config before the first call, and serves all the same', async () => {
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    'answer: welcome\nnccos:\n  welcome:\n    - { action: talk, text: Hello, bargein: true }\n',
  );
  const cli = startCli(CALL, place);
  expect((await cli.ended).code).toBe(0);
  const lines = cli.lines();
  expect(lines.map(({ type }) => type).slice(0, 2)).toEqual(['ready', 'trouble']);
  expect(lines[1]).toMatchObject({
    what: 'vonage-flow.config.yaml:4:36 "bargein" is written "bargeIn" in "talk" [option-spelling]',
    tryThis: 'write "bargeIn"',
  });
  expect(
    lines.some(({ kind, reply }) => kind === 'answer' && JSON.stringify(reply).includes('"status":200')),
  ).toBe(true);
});

it.each<[name: string, status: number, body: string, problems: readonly string[]]>([
  [
    'a wrong NCCO',
    200,
    '[{"action":"talk","text":"Hi","bargein":true}]',
    ['[0].bargein: "bargein" is written "bargeIn" in "talk" [option-spelling]'],
  ],
  [
    'a page',
    200,
    '<h1>Hi</h1>',
    [
      'not a JSON value: text is put in double quotes, and the only bare words are true, false and null [syntax]',
    ],
  ],
  [
    'a wrapped NCCO',
    200,
    '{"ncco":[]}',
    ['an NCCO is an array of actions; this is an object with the array in its "ncco" [not-an-array]'],
  ],
  ['an error', 500, 'Oops', ['your server answered with 500 instead of an NCCO']],
  ['a good NCCO', 200, '[{"action":"talk","text":"Hi"}]', []],
])('names what is wrong with the reply of your server: %s', async (_name, status, body, problems) => {
  const server = createServer((request, response) => {
    if (request.method === 'GET') response.writeHead(status).end(body);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const cli = startCli([...CALL, '--forward', `http://127.0.0.1:${port}`], emptyPlace());
  await cli.ended;
  const exchanges = cli.lines().filter(({ type }) => type === 'exchange');
  const answer = exchanges.find(({ kind }) => kind === 'answer');
  expect(answer?.['problems']).toEqual(problems);
  // What a server answers to events is its own affair.
  expect(exchanges.filter(({ slot }) => slot === 'voice.event').flatMap((one) => one['problems'])).toEqual(
    exchanges.filter(({ kind }) => kind === 'error').flatMap((one) => one['problems']),
  );
});
