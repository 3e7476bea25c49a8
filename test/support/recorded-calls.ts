import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordedBody } from '../../src/flow/recorded-body.ts';
import type { Place } from './cli.ts';
import { emptyPlace } from './whole-flow.ts';

/** Calls of the emulator in test/cases/flows/records, whose exports are kept in test/cases/flows/exports: a row for each. */
export const RECORDED_CALLS: readonly {
  readonly name: string;
  /** Exchanges whose bodies are worth a look. */
  readonly open: readonly number[];
}[] = [{ name: 'ivr', open: [5, 15] }];

const RECORDS = fileURLToPath(new URL('../cases/flows/records', import.meta.url));

export const recordText = (name: string): string => readFileSync(join(RECORDS, `${name}.ndjson`), 'utf8');

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
