import { expect, it } from 'vitest';
import { contentOf } from '../../src/flow/classify.ts';
import type { Notice } from '../../src/flow/notice.ts';
import { drift } from '../../src/sinks/drift.ts';
import { webhookRequest } from '../support/requests.ts';

const STATUS = {
  uuid: 'u',
  conversation_uuid: 'CON-1',
  status: 'answered',
  from: '1',
  to: '2',
  direction: 'inbound',
  timestamp: '2026-03-01T09:30:00.000Z',
};
const INPUT = {
  uuid: 'u',
  conversation_uuid: 'CON-1',
  dtmf: '1',
  timed_out: false,
  timestamp: STATUS.timestamp,
};

const shown = (bodies: readonly object[]): readonly string[] => {
  const told: string[] = [];
  const sink = drift({
    version: '0.1.0',
    tell: (notice) => notice.type === 'trouble' && told.push(`${notice.what}\n${notice.excerpt}`),
  });
  for (const body of bodies) {
    const request = webhookRequest({ body });
    const notice: Notice = {
      type: 'exchange',
      at: 0,
      flow: undefined,
      exchange: {
        request,
        target: { at: 'slot', slot: 'voice.event' },
        content: contentOf(request),
        standing: { state: 'verified' },
        reply: { status: 204, headers: {}, body: '' },
        origin: { by: 'listener' },
        milliseconds: 1,
        problems: [],
      },
    };
    sink.note(notice);
  }
  return told;
};

it.each<[name: string, bodies: readonly object[], expected: readonly string[]]>([
  ['what is known', [STATUS], []],
  ['the older form of dtmf', [INPUT], []],
  [
    'a field, once a run, with its type and no value',
    [
      { ...STATUS, quality: { mos: 4.1, codecs: ['opus'] }, secret_note: 'x' },
      { ...STATUS, quality: { mos: 3 } },
    ],
    [
      'call-status "answered" has fields that are not known here: quality, secret_note; it was served as usual\n' +
        'vonage-flow 0.1.0, POST voice.event, call-status "answered"\n' +
        '  "quality": { "mos": number, "codecs": [string] }\n' +
        '  "secret_note": string',
    ],
  ],
  [
    'a kind',
    [
      { ...STATUS, status: 'pondering' },
      { ...STATUS, status: 'pondering' },
    ],
    [
      'a webhook of a kind that is not known here (status "pondering"); it was served as usual\n' +
        'vonage-flow 0.1.0, POST voice.event, status "pondering"\n' +
        Object.keys(STATUS)
          .map((name) => `  "${name}": string`)
          .join('\n'),
    ],
  ],
])('%s', (_name, bodies, expected) => {
  expect(shown(bodies)).toEqual(expected);
});
