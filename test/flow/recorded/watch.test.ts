import { expect, it } from 'vitest';
import { fileExchange, fileNotice, newFlowBook } from '../../../src/flow/recorded/file-recorded.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { warningsOf } from '../../../src/flow/recorded/watch.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';

const LEG = '1f0a64c2d9b34e1fb2f7a0c19d5e8a70';
const CON = 'CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11';
const START = Date.parse('2026-03-01T09:30:00.000Z');

let count = 0;
const record = (kind: string, body: JsonObject, more: JsonObject = {}): JsonObject => {
  count += 1;
  return {
    id: count,
    at: new Date(START + count * 1000).toISOString(),
    flow: LEG,
    kind,
    request: { method: 'POST', path: '/', form: 'json', body },
    ...more,
  };
};
const answer = (more: JsonObject = {}) =>
  record('answer', { from: '1', to: '2', uuid: LEG, conversation_uuid: CON }, more);
const status = (word: string) =>
  record('call-status', { uuid: LEG, conversation_uuid: CON, status: word, from: '1', to: '2' });
const input = () => record('input', { uuid: LEG, conversation_uuid: CON, dtmf: { digits: '1' } });
const served = (...actions: readonly string[]): JsonObject => ({
  reply: { status: 200, by: 'ncco', ncco: 'menu', actions },
});
const tunnel: JsonObject = {
  type: 'tunnel',
  state: 'open',
  gap: { from: '2026-03-01T09:30:00.000Z', to: '2026-03-01T09:59:00.000Z' },
};

it.each<[string, () => readonly JsonObject[], readonly string[]]>([
  [
    'a whole call',
    () => [answer(served('talk')), status('started'), status('answered'), status('completed')],
    [],
  ],
  [
    'no end',
    () => [answer(), status('started'), status('answered')],
    ['leg 1f0a64c2: no completed came, or another end; its last status is answered'],
  ],
  ['no event', () => [answer()], ['no voice event came: the event_url leads elsewhere, or there is none']],
  [
    'asked twice',
    () => [answer(), answer(), status('completed')],
    ['leg 1f0a64c2 asked for its NCCO 2 times: #1, #2'],
  ],
  [
    'answered twice',
    () => [answer(), status('answered'), status('answered'), status('completed')],
    ['leg 1f0a64c2 reported as answered 2 times: #2, #3'],
  ],
  ['an input that came', () => [answer(served('talk', 'input')), input(), status('completed')], []],
  [
    'an input that never came',
    () => [answer(served('input')), status('completed')],
    ['the input of #1 never arrived: the leg ended before, or its eventUrl leads elsewhere'],
  ],
  [
    'an input of your server that never came, of a second prompt',
    () => [
      answer(served('input')),
      {
        ...input(),
        reply: { status: 200, by: 'forward', form: 'json', body: [{ action: 'input', type: ['dtmf'] }] },
      },
      status('completed'),
    ],
    ['the input of #2 never arrived: the leg ended before, or its eventUrl leads elsewhere'],
  ],
  [
    'a refused signature',
    () => [answer({ signature: { state: 'refused', reason: 'age' } }), status('completed')],
    ['1 signature was refused'],
  ],
  [
    'a gap of the tunnel',
    () => [answer(), tunnel, status('completed')],
    ['the way in was lost during the call: webhooks may be missing'],
  ],
  [
    'a gap after it',
    () => [answer(), status('completed'), { ...tunnel, gap: { from: '2027-01-01', to: '2027-01-02' } }],
    [],
  ],
])('%s', (_name, records, words) => {
  count = 0;
  const book = newFlowBook({ draws: false });
  for (const one of records()) {
    if (one['type'] === 'tunnel') fileNotice(book, one);
    else fileExchange(book, recordedExchange(one)!);
  }
  const flow = book.session.flows.get(LEG)!;
  expect(warningsOf(flow, book.watches.get(LEG)!, false).map((warning) => warning.words)).toEqual(words);
});
