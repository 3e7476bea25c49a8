import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { EXPORT_FORMATS } from '../../src/commands/flows/flags.ts';
import { recordedBodyIn } from '../../src/flow/recorded/kept-bytes.ts';
import { bytesOf } from '../../src/flow/recorded-body.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { startCli } from '../support/cli.ts';
import { exportReaders } from '../support/export-readers.ts';
import { flowsHere } from '../support/flows-here.ts';
import { testListener } from '../support/listener.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const LEG = '1f0a64c2d9b34e1fb2f7a0c19d5e8a70';
const CANARY = 'Canary-of-a-hostile-payload';

/** A status event of the call with this in it. */
const event = (more: object): string =>
  JSON.stringify({ uuid: LEG, status: 'ringing', from: '1', to: '2', ...more });

const utf16 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));
const latin1 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

const ESCAPES = '\u001b[2J\u001b]0;pwned\u0007\u009b31m\u0000\u0008\u007f';
const TURNED = '\u202ereversed\u2066\u200f\u2028\u2029';

/** What somebody who knows the address may send: a body, and its content type if it is not JSON. */
const PAYLOADS: Readonly<Record<string, readonly [body: string | Uint8Array, type?: string]>> = {
  'an honest one': [event({ conversation_uuid: 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11' })],
  'escape codes in values and keys': [event({ from: ESCAPES, [ESCAPES]: ESCAPES })],
  'marks that turn text round': [event({ from: TURNED, to: TURNED, [TURNED]: 1 })],
  'text for a shell': [event({ from: `'; touch pwned; $(touch pwned) \`touch pwned\` "`, to: '%s\\n' })],
  'text for a page': [
    event({ from: '</script><script>alert(1)</script>', to: '"><img src=x onerror=alert(1)>' }),
  ],
  'text for a picture': [event({ from: 'end\nparticipant evil\n%% -->>', to: '#quot; note over client: x' })],
  'a megabyte in one string': [event({ from: 'x'.repeat(1_000_000) })],
  'a long text that is wide': [event({ to: '宽'.repeat(20_000) })],
  'deep objects': [`{"uuid":"${LEG}","a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
  'deep lists': [`${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  'fields of other types': [event({ from: { a: [1] }, to: [null], direction: 7, timestamp: -1e308 })],
  'a status that is none': [event({ status: `${ESCAPES}completed` })],
  'names that JavaScript has': [
    `{"uuid":"${LEG}","status":"ringing","__proto__":{"x":1},"constructor":"y","toString":null}`,
  ],
  'a name twice, and numbers that cannot be': [
    `{"uuid":"${LEG}","status":"x","status":"ringing","n":1e999, "m": 0.1e-400}`,
  ],
  'half of a pair': [`{"uuid":"${LEG}","status":"ringing","from":"\\ud83d","to":"\\udc00\\ud800"}`],
  'UTF-16': [utf16(event({})), 'application/json; charset=utf-16le'],
  'Latin-1': [latin1(event({ from: 'Zoë' })), 'application/json; charset=iso-8859-1'],
  'bytes that are no text': [Uint8Array.from({ length: 512 }, (_, at) => at % 256), 'audio/l16;rate=16000'],
  'a byte order mark': [`\ufeff${event({})}`],
  'nothing at all': [''],
  'a secret in each place': [
    event({ api_secret: CANARY, url: `https://u:${CANARY}@a/?token=${CANARY}`, said: `Bearer ${CANARY}1` }),
  ],
};

const send = async (url: string): Promise<void> => {
  for (const [name, [body, type = 'application/json']] of Object.entries(PAYLOADS)) {
    const token = name.startsWith('a secret') ? `&token=${CANARY}` : '';
    const answered = await fetch(`${url}/webhooks/voice/event?x=%1b%5B2J%E2%80%AE${token}`, {
      method: 'POST',
      headers: {
        'content-type': type,
        authorization: `Bearer ${CANARY}`,
        cookie: CANARY,
        'x-odd': 'caf\u00e9 \u009b31m',
      },
      body,
    });
    expect(answered.status).toBeLessThan(500);
    await answered.arrayBuffer();
  }
};

/** What no terminal should get, and what nobody should see. */
const isSound = (where: string, text: string): void => {
  const found = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/u.exec(text);
  expect([where, found?.[0]]).toEqual([where, undefined]);
  expect([where, text.includes(CANARY)]).toEqual([where, false]);
};

const COUNT = Object.keys(PAYLOADS).length;

it('whatever is sent, the stream, the records, and all that is made of them stay sound', async () => {
  const place = emptyPlace();
  const listen = await startListening(['--no-configure', '--tunnel', 'none'], place);
  await send(listen.publicUrl);
  expect(await listen.stop()).toBe(0);
  isSound('--json', listen.stdout());
  expect(listen.exchanges().length).toBe(COUNT);
  const folder = join(place.folder, '.vonage-flow');
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.ndjson'));
  const text = readFileSync(join(folder, name), 'utf8');
  isSound('the record', text);
  const records = text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as JsonObject);
  // What was masked cannot be had back; all else is there to the byte.
  const bodies = records.map(({ request }) => bytesOf(recordedBodyIn(request as JsonObject)));
  expect(
    bodies.map(
      (bytes, at) =>
        bytes === undefined || Buffer.from(bytes).equals(Buffer.from(Object.values(PAYLOADS)[at]![0])),
    ),
  ).toEqual(bodies.map(() => true));
  expect(bodies.filter((bytes) => bytes === undefined).length).toBe(1);

  const flows = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await flowsHere(place.folder, ...words);
    expect([words, code, stderr]).toEqual([words, 0, '']);
    isSound(words.join(' '), stdout);
    return stdout;
  };
  const list = (await flows('list', '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { flow: string; exchanges: number });
  for (const words of [
    'list',
    'show none',
    'show none --json',
    'show last --rtc',
    'show last --view lanes',
    'show last --json',
  ])
    await flows(...words.split(' '));
  const readers = await exportReaders();
  for (const { flow } of list) {
    const { exchanges } = JSON.parse(await flows('export', flow)) as { exchanges: [] };
    // Each one whole: the JSON of all of them stands above, and these are those that a terminal could stumble over.
    for (const number of [2, 3, 7, 9, 12].filter((one) => one <= exchanges.length))
      await flows('show', flow, String(number));
    for (const format of EXPORT_FORMATS)
      await readers[format]!(await flows('export', flow, '--format', format), exchanges.length);
    await readers['json']!(await flows('export', flow, '--mask'), exchanges.length);
  }

  const server = await testListener();
  onTestFinished(() => server.close());
  const [call] = list;
  writeFileSync(join(place.folder, 'call.json'), await flows('export', call!.flow, '--mask'));
  for (const which of [call!.flow, './call.json']) {
    const replayed = await flowsHere(
      place.folder,
      'replay',
      which,
      '--to',
      server.url,
      '--speed',
      'instant',
      '--json',
    );
    isSound('replay', replayed.stdout + replayed.stderr);
    // The one with the secrets is left out.
    expect([replayed.code, replayed.stdout.match(/"sent":false/g)?.length]).toEqual([1, 1]);
  }
  const sent = Object.values(PAYLOADS).map(([body]) => Buffer.from(body).toString('base64'));
  const again = server.received.map(({ body }) => Buffer.from(body).toString('base64'));
  // Those of the call, to the byte, and then as many masked ones.
  expect(again.slice(0, again.length / 2).every((body) => sent.includes(body))).toBe(true);
  expect(again.length).toBeGreaterThan(COUNT);
}, 180_000);

it('whatever is sent, the terminal of a person stays sound', async () => {
  const place = emptyPlace();
  const listen = startCli(
    ['listen', '--no-configure', '--tunnel', 'none', '--port', '0', '--verbose', '--no-record'],
    place,
  );
  onTestFinished(() => void listen.child.kill('SIGKILL'));
  const url = await addressIn(listen.stdout);
  await send(url);
  expect(await listen.stop()).toBe(0);
  isSound('the stream', listen.stdout() + listen.stderr());
});

const addressIn = async (text: () => string): Promise<string> => {
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text())?.[0];
    if (url !== undefined && (await fetch(`${url}/.vonage-flow/nonce`).catch(() => undefined))) return url;
    await new Promise((next) => setTimeout(next, 50));
  }
};
