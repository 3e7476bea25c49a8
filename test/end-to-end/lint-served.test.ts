import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
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

/** A server of the user; of the platform's requests only the one for the answer is a GET. */
const serverThatAnswers = async (status: number, body: string): Promise<string> => {
  const server: Server = createServer((request, response) => {
    if (request.method === 'GET') response.writeHead(status).end(body);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const CALL = ['listen', '--emulator', '--port', '0', '--call', '--once', '--speed', 'instant', '--json'];

it('names the faults of the config before the first call, and serves all the same', async () => {
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    'answer: welcome\nnccos:\n  welcome:\n    - { action: talk, text: Hello, bargein: true }\n',
  );
  const cli = startCli(CALL, place);
  // What is wrong with it was named, and the call was none that went well.
  expect((await cli.ended).code).toBe(1);
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
      'your server answered with a page (HTML) instead of an NCCO: Vonage drops the call. Another route took the request, or an error page came with 200; reply with JSON: [{"action": …}]',
    ],
  ],
  [
    'a wrapped NCCO',
    200,
    '{"ncco":[]}',
    [
      'your server answered with an object that has the NCCO in its "ncco": Vonage drops the call; reply with the array alone',
    ],
  ],
  ['an error', 500, 'Oops', ['your server answered with 500 instead of an NCCO: "Oops"']],
  ['a good NCCO', 200, '[{"action":"talk","text":"Hi"}]', []],
])('names what is wrong with the reply of your server: %s', async (_name, status, body, problems) => {
  const cli = startCli([...CALL, '--forward', await serverThatAnswers(status, body)], emptyPlace());
  await cli.ended;
  const exchanges = cli.lines().filter(({ type }) => type === 'exchange');
  const answer = exchanges.find(({ kind }) => kind === 'answer');
  expect(answer?.['problems']).toEqual(problems);
  // What a server answers to events is its own affair.
  expect(exchanges.filter(({ slot }) => slot === 'voice.event').flatMap((one) => one['problems'])).toEqual(
    exchanges.filter(({ kind }) => kind === 'error').flatMap((one) => one['problems']),
  );
});

const BAD_NCCO = '[{"action":"talk","text":"Hi"},{"action":"hangup"}]';
const FAULT = 'there is no action "hangup"';

describe('--on-bad-ncco', () => {
  const CONFIG = `safetyNet: sorry
nccos:
  sorry: [{ action: talk, text: "Sorry, {{ from }}" }]
`;
  it.each<[way: string, config: string, statuses: readonly number[], heard: string | undefined]>([
    ['pass', CONFIG, [200], undefined],
    ['replace', CONFIG, [200], 'Sorry, 14155550123'],
    ['replace', 'nccos: {}\n', [200], 'Sorry, something went wrong on our side. Please call again later.'],
    // A second try, and then there is no fallback.
    ['refuse', CONFIG, [503, 503], undefined],
  ])('%s, for an NCCO of your server', async (way, config, statuses, heard) => {
    const place = emptyPlace();
    writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), config);
    const server = await serverThatAnswers(200, BAD_NCCO);
    const cli = startCli([...CALL, '--forward', server, '--on-bad-ncco', way], place);
    expect((await cli.ended).code).toBe(1);
    const lines = cli.lines();
    const answers = lines.filter(({ type, kind }) => type === 'exchange' && kind === 'answer');
    expect(answers.map(({ reply }) => (reply as JsonObject)['status'])).toEqual(statuses);
    for (const { problems } of answers) expect(String(problems)).toContain(FAULT);
    const spoken = lines.flatMap(({ name, action, summary }) =>
      name === 'action-started' && action === 'talk' ? [summary] : [],
    );
    expect(spoken).toEqual(heard === undefined ? [] : [heard]);
  });

  it('looks at an NCCO of the config when its templates are filled in', async () => {
    const place = emptyPlace();
    writeFileSync(
      join(place.folder, 'vonage-flow.config.yaml'),
      `answer: out
safetyNet: sorry
nccos:
  out: [{ action: connect, endpoint: [{ type: phone, number: "{{ from }}{{ to }}" }] }]
  sorry: [{ action: talk, text: Sorry }]
`,
    );
    const cli = startCli([...CALL, '--on-bad-ncco', 'replace'], place);
    await cli.ended;
    const answer = cli.lines().find(({ kind }) => kind === 'answer');
    expect(answer?.['problems']).toEqual([
      expect.stringContaining('[phone-number]'),
      'NCCO "sorry" took its place (--on-bad-ncco replace)',
    ]);
  });
});
