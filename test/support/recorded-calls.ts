import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordedBody } from '../../src/flow/recorded-body.ts';
import { main } from '../../src/main.ts';
import type { Place } from './cli.ts';
import { CONFERENCE_SCENARIOS } from './conference-scenarios.ts';
import { SCENARIOS } from './emulator-scenarios.ts';
import { fakeWorld } from './fake-world.ts';
import { PEOPLE_SCENARIOS } from './people-scenarios.ts';
import { recordedScenario } from './recorded-scenario.ts';
import type { NamedScenario } from './scenario-words.ts';
import { SOCKET_SCENARIOS } from './socket-scenarios.ts';
import { emptyPlace } from './whole-flow.ts';

const RECORDS = fileURLToPath(new URL('../cases/flows/records', import.meta.url));

export const recordText = (name: string): string => readFileSync(join(RECORDS, `${name}.ndjson`), 'utf8');

/** Of the emulator's own scenarios, on virtual time. */
const scenario = (scenarios: readonly NamedScenario[], name: string): (() => string) => {
  const found = scenarios.find((one) => one.name === name);
  if (!found) throw new Error(`no scenario ${name}`);
  return () => recordedScenario(found);
};

/** Calls whose exports are kept in test/cases/flows/exports: a row for each. */
export const RECORDED_CALLS: readonly {
  readonly name: string;
  readonly record: () => string;
  /** Of several calls the one that began so many-th; the first without it. */
  readonly call?: number;
  /** Exchanges whose bodies are worth a look. */
  readonly open: readonly number[];
}[] = [
  // Of a version that did not yet record what the emulator tells, so that it stands for the real platform.
  { name: 'ivr', record: () => recordText('ivr'), open: [5, 15] },
  { name: 'app-user', record: scenario(SCENARIOS, 'ivr-to-app-user'), open: [] },
  { name: 'conference', record: scenario(CONFERENCE_SCENARIOS, 'conversation-two-callers'), open: [] },
  {
    name: 'conference-2',
    record: scenario(CONFERENCE_SCENARIOS, 'conversation-two-callers'),
    call: 2,
    open: [],
  },
  { name: 'fallback', record: scenario(SCENARIOS, 'answer-fallback'), open: [7] },
  {
    name: 'machine',
    record: scenario(PEOPLE_SCENARIOS, 'machine-advanced-reply-replaces-the-ncco'),
    open: [],
  },
  { name: 'websocket', record: scenario(SOCKET_SCENARIOS, 'opened-and-the-caller-hangs-up'), open: [5] },
];

/** What `flows export` says of a call of a record. */
export const exportOf = async (record: string, format: string, call = 1): Promise<string> => {
  const { folder } = placeWithRecord(record);
  const flows = async (...words: readonly string[]): Promise<string> => {
    const world = { ...fakeWorld(), cwd: folder };
    const code = await main(['flows', ...words], world);
    if (code !== 0 || world.stderr.text() !== '') throw new Error(`${code} ${world.stderr.text()}`);
    return world.stdout.text();
  };
  const calls = (await flows('list', '--json')).trim().split('\n');
  const { flow } = JSON.parse(calls.at(-call) ?? '{}') as { flow: string };
  return flows('export', flow, '--format', format);
};

/** A folder in which a run has left this record. */
export const placeWithRecord = (text: string): Place => {
  const place = emptyPlace();
  mkdirSync(join(place.folder, '.vonage-flow'));
  writeFileSync(join(place.folder, '.vonage-flow', '2026-03-01T09-30-00-000Z-99999999.ndjson'), text);
  return place;
};

/** Bodies that mean harm to a shell, a terminal, a parser or a page. */
export const HOSTILE: readonly (readonly [body: string | Uint8Array, type: string])[] = [
  [`{"text":"it's \\u001b[31m \\"$(touch pwned)\\" \`touch pwned\` %s \\\\ \\n"}`, 'application/json'],
  ['{ "status" : "completed" , "n": 1.0 }', 'application/json'],
  ['@/etc/passwd', 'text/plain'],
  ['\u001b[2J\u202ereversed', 'text/plain; x="\'; touch pwned; \'"'],
  ['-X DELETE', 'text/plain'],
  [Uint8Array.of(0, 255, 10, 39, 0), 'audio/l16'],
  [JSON.stringify({ long: 'ü'.repeat(300_000) }), 'application/json'],
  [`${'['.repeat(3000)}${']'.repeat(3000)}`, 'application/json'],
  [
    JSON.stringify({
      "</script><script>document.title='pwned'</script>":
        '<img src=//pwned.example/x onerror="document.title=\'pwned\'"> &lt;b&gt;',
    }),
    `text/html"><script>document.title='pwned'</script>`,
  ],
];

/** The record of a call of such bodies, and of one more whose secrets were masked. */
export const hostileRecord = (): string => {
  const records = HOSTILE.map(([body, type], index) => ({
    v: 1,
    type: 'exchange',
    id: index + 1,
    at: `2026-03-01T09:30:0${index}.000Z`,
    flow: '1f0a64c2d9b34e1fb2f7a0c19d5e8a70',
    kind: 'other',
    request: {
      method: 'POST',
      path: "/a'b;touch%20pwned",
      query: 'x={[1-9]}&y=$HOME',
      headers: { host: 'x.example', 'content-type': type },
      ...recordedBody(body, Number.POSITIVE_INFINITY),
    },
    reply: { status: 200, by: 'listener', milliseconds: 1, form: 'base64', body: 'AAH/' },
    problems: ['\u001b[31mred <script>document.title="pwned"</script> \u202egnp.exe'],
  }));
  const masked = {
    ...records[0],
    id: 99,
    request: { method: 'POST', path: '/', form: 'json', body: { token: '***' }, masked: true },
  };
  const header = '{"v":1,"type":"record"}';
  return [header, ...[...records, masked].map((record) => JSON.stringify(record))].join('\n');
};
