import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { joinTranscripts, type Sent } from '../support/join-transcripts.ts';

const LEG = 'aaaaaaaa000000000000000000000001';
const CONVERSATION = 'CON-00000000-0000-4000-8000-000000000001';
const NCCO = [{ action: 'talk', text: 'Hello' }];

const sent = (kind: string, part: Partial<Sent> = {}): Sent => ({
  name: 'webhook-sent',
  call: LEG,
  kind,
  method: 'POST',
  url: 'http://127.0.0.1:4747/webhooks/voice/event',
  leg: LEG,
  conversation: CONVERSATION,
  attempt: 1,
  fields: {},
  bodySha256: `hash of ${kind}`,
  status: 204,
  failure: undefined,
  executes: undefined,
  milliseconds: 1,
  ...part,
});

const exchange = (kind: string, part: JsonObject = {}): JsonObject => ({
  type: 'exchange',
  kind: 'call-status',
  status: kind,
  leg: LEG,
  conversation: CONVERSATION,
  request: { method: 'POST', sha256: `hash of ${kind}` },
  signature: { state: 'verified' },
  reply: { status: 204 },
  ...part,
});

const answerSent = (part: Partial<Sent> = {}) =>
  sent('answer', {
    method: 'GET',
    bodySha256: undefined,
    status: 200,
    executes: JSON.stringify(NCCO),
    ...part,
  });

const answerExchange = (part: JsonObject = {}) =>
  exchange('answer', {
    kind: 'answer',
    request: { method: 'GET' },
    reply: { status: 200, by: 'ncco', body: NCCO },
    ...part,
  });

interface Case {
  readonly sent: Sent[];
  readonly exchanges: JsonObject[];
  readonly differences: string[];
}

describe('joining what the platform sent with what listen wrote', () => {
  it.each<[name: string, Case]>([
    [
      'all is well, whatever the order of arrival',
      {
        sent: [sent('started'), answerSent(), sent('audio:say'), sent('completed')],
        exchanges: [
          exchange('completed'),
          { ...exchange('audio:say'), leg: null },
          answerExchange(),
          exchange('started'),
        ],
        differences: [],
      },
    ],
    [
      'one word of an NCCO is another',
      {
        sent: [answerSent()],
        exchanges: [answerExchange({ reply: { status: 200, body: [{ action: 'talk', text: 'Goodbye' }] } })],
        differences: [
          'answer of leg aaaaaaaa: the platform executes [{"action":"talk","text":"Hello"}], the reply was [{"action":"talk","text":"Goodbye"}]',
        ],
      },
    ],
    [
      'an NCCO in a reply that nobody executes',
      {
        sent: [answerSent({ executes: undefined })],
        exchanges: [answerExchange()],
        differences: [
          'answer of leg aaaaaaaa: the platform executes nothing, the reply was [{"action":"talk","text":"Hello"}]',
        ],
      },
    ],
    [
      'an NCCO that comes from nowhere',
      {
        sent: [answerSent()],
        exchanges: [answerExchange({ reply: { status: 200, body: [] } })],
        differences: [
          'answer of leg aaaaaaaa: the platform executes [{"action":"talk","text":"Hello"}], the reply was no NCCO',
        ],
      },
    ],
    [
      'an event was refused',
      {
        sent: [sent('ringing', { status: 401, failure: 'HTTP 401' })],
        exchanges: [
          exchange('ringing', {
            signature: { state: 'refused', reason: 'secret', explanation: 'it does not fit' },
            reply: { status: 401 },
          }),
        ],
        differences: ['ringing of leg aaaaaaaa: its signature is refused: it does not fit'],
      },
    ],
    [
      'an event came unsigned',
      {
        sent: [sent('ringing')],
        exchanges: [exchange('ringing', { signature: { state: 'unsigned' } })],
        differences: ['ringing of leg aaaaaaaa: its signature is unsigned'],
      },
    ],
    [
      'the reply was lost on its way',
      {
        sent: [sent('ringing', { status: undefined, failure: 'no reply within 10000 ms' })],
        exchanges: [exchange('ringing')],
        differences: [
          'ringing of leg aaaaaaaa: the platform saw no reply within 10000 ms, the listener replied 204',
        ],
      },
    ],
    [
      'an event is missing',
      {
        sent: [sent('ringing'), sent('ringing', { attempt: 2 })],
        exchanges: [exchange('ringing')],
        differences: ['ringing, try 2, of leg aaaaaaaa: sent, but never arrived'],
      },
    ],
    [
      'an event too many',
      {
        sent: [sent('ringing')],
        exchanges: [exchange('ringing'), exchange('ringing')],
        differences: ['ringing of leg aaaaaaaa: arrived, but was not sent'],
      },
    ],
    [
      'a body that was changed',
      {
        sent: [sent('ringing')],
        exchanges: [exchange('ringing', { request: { method: 'POST', sha256: 'another hash' } })],
        differences: [
          'ringing of leg aaaaaaaa: sent, but never arrived',
          'ringing of leg aaaaaaaa: arrived, but was not sent',
        ],
      },
    ],
    [
      'an event that is taken for another leg’s',
      {
        sent: [sent('ringing')],
        exchanges: [exchange('ringing', { leg: 'bbbbbbbb000000000000000000000002' })],
        differences: [
          'ringing of leg aaaaaaaa: sent, but never arrived',
          'ringing of leg bbbbbbbb: arrived, but was not sent',
        ],
      },
    ],
    [
      'an event that is taken for another conversation’s',
      {
        sent: [sent('ringing')],
        exchanges: [exchange('ringing', { conversation: 'CON-other' })],
        differences: [
          'ringing of leg aaaaaaaa: sent, but never arrived',
          'ringing of leg aaaaaaaa: arrived, but was not sent',
        ],
      },
    ],
  ])('%s', (_name, { sent, exchanges, differences }) => {
    expect(joinTranscripts(sent, exchanges)).toEqual(differences);
  });
});
