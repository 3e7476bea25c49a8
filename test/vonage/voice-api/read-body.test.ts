import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/vonage/json.ts';
import type { OptionTable } from '../../../src/vonage/ncco/option.ts';
import { CALL_ACTIONS } from '../../../src/vonage/voice-api/call-actions.ts';
import { CREATE_CALL } from '../../../src/vonage/voice-api/create-call.ts';
import {
  PUT_DTMF,
  PUT_DTMF_LISTENER,
  PUT_STREAM,
  PUT_TALK,
} from '../../../src/vonage/voice-api/leg-bodies.ts';
import { readBody } from '../../../src/vonage/voice-api/read-body.ts';

const PHONE = { type: 'phone', number: '447700900444' };
const TRANSFER = CALL_ACTIONS.transfer.options;

describe('a body that is good', () => {
  it.each<[name: string, table: OptionTable, body: JsonObject, read: JsonObject]>([
    ['a call to a phone', CREATE_CALL, { to: [PHONE] }, { to: [PHONE] }],
    [
      'numbers in quotes',
      CREATE_CALL,
      { to: [PHONE], length_timer: '60' },
      { to: [PHONE], length_timer: 60 },
    ],
    [
      'truth in quotes',
      CREATE_CALL,
      { to: [PHONE], random_from_number: 'true' },
      { to: [PHONE], random_from_number: true },
    ],
    [
      'a small method',
      CREATE_CALL,
      { to: [PHONE], answer_method: 'post' },
      { to: [PHONE], answer_method: 'POST' },
    ],
    [
      'a number with +',
      CREATE_CALL,
      { to: [{ type: 'phone', number: '+447700900444' }] },
      { to: [{ type: 'phone', number: '+447700900444' }] },
    ],
    [
      'a SIP URI as caller',
      CREATE_CALL,
      { to: [PHONE], from: { type: 'phone', number: 'sip:a@b.example' } },
      { to: [PHONE], from: { type: 'phone', number: 'sip:a@b.example' } },
    ],
    [
      'a SIP address with the spelling of an NCCO',
      CREATE_CALL,
      { to: [{ type: 'sip', uri: 'sip:a@b.example', standardHeaders: { 'User-to-User': '1' } }] },
      { to: [{ type: 'sip', uri: 'sip:a@b.example', standard_headers: { 'User-to-User': '1' } }] },
    ],
    ['null as left out', CREATE_CALL, { to: [PHONE], from: null }, { to: [PHONE] }],
    ['what nobody knows', CREATE_CALL, { to: [PHONE], hello: 1 }, { to: [PHONE] }],
    ['level as text', PUT_TALK, { text: 'Hi', level: '0.4' }, { text: 'Hi', level: 0.4 }],
    [
      'level as number',
      PUT_STREAM,
      { stream_url: ['https://a.example/b.mp3'], level: 0.4 },
      { stream_url: ['https://a.example/b.mp3'], level: 0.4 },
    ],
    ['keys', PUT_DTMF, { digits: '0p12*#' }, { digits: '0p12*#' }],
    [
      'a listener',
      PUT_DTMF_LISTENER,
      { event_url: ['http://a.example'] },
      { event_url: ['http://a.example'] },
    ],
    [
      'a transfer',
      TRANSFER,
      { destination: { type: 'ncco', url: ['https://a.example/ncco'] } },
      { destination: { type: 'ncco', url: ['https://a.example/ncco'] } },
    ],
  ])('%s', (_name, table, body, read) => {
    expect(readBody(table, body)).toEqual({ ok: true, body: read });
  });
});

const WRONG_TYPE = 'Invalid type parameter provided';

describe('a body that is refused', () => {
  it.each<[table: OptionTable, body: JsonObject, name: string, reason: string, detail: string]>([
    // The two that were seen (voice-api.md §10).
    [
      CREATE_CALL,
      { to: [PHONE], event_url: 'https://a.example' },
      'event_url',
      WRONG_TYPE,
      'event_url: expected an array, found "https://a.example"',
    ],
    [
      CREATE_CALL,
      { to: [{ type: 'phone', number: '44abc' }] },
      'number',
      'can contain up to 15 digits prefixed with +',
      'to[0].number can contain up to 15 digits prefixed with +',
    ],
    [CREATE_CALL, {}, 'to', 'is required', '"to" is missing'],
    [CREATE_CALL, { to: [] }, 'to', WRONG_TYPE, 'to: expected an array with one item, found an empty array'],
    [CREATE_CALL, { to: [PHONE, PHONE] }, 'to', 'can contain up to 1 item', 'to can contain up to 1 item'],
    [CREATE_CALL, { to: PHONE }, 'to', WRONG_TYPE, 'to: expected an array, found an object'],
    [
      CREATE_CALL,
      { to: [{ type: 'fax', number: '1' }] },
      'type',
      WRONG_TYPE,
      'to[0].type: expected "phone", "app", "sip", "websocket" or "vbc", found "fax"',
    ],
    [CREATE_CALL, { to: [{ type: 'phone' }] }, 'number', 'is required', 'to[0].number: "number" is missing'],
    [
      CREATE_CALL,
      { to: [PHONE], length_timer: 0 },
      'length_timer',
      'must be between 1 and 86400',
      'length_timer must be between 1 and 86400',
    ],
    [
      CREATE_CALL,
      { to: [PHONE], ringing_timer: 121 },
      'ringing_timer',
      'must be between 1 and 120',
      'ringing_timer must be between 1 and 120',
    ],
    [
      CREATE_CALL,
      { to: [PHONE], advanced_machine_detection: { beep_timeout: 20 } },
      'beep_timeout',
      'must be between 30 and 120',
      'advanced_machine_detection.beep_timeout must be between 30 and 120',
    ],
    [
      CREATE_CALL,
      { to: [PHONE], answer_url: ['undefined/answer'] },
      'answer_url',
      'must be a valid URL',
      'answer_url[0] must be a valid URL',
    ],
    [
      CREATE_CALL,
      { to: [PHONE], machine_detection: 'stop' },
      'machine_detection',
      WRONG_TYPE,
      'machine_detection: expected "continue" or "hangup", found "stop"',
    ],
    [
      TRANSFER,
      { destination: { type: 'url', url: ['https://a.example'] } },
      'type',
      WRONG_TYPE,
      'destination.type: expected "ncco", found "url"',
    ],
    [TRANSFER, {}, 'destination', 'is required', '"destination" is missing'],
    [
      PUT_TALK,
      { text: 'Hi', level: 2 },
      'level',
      'must be between -1 and 1',
      'level must be between -1 and 1',
    ],
    [PUT_TALK, { text: 'Hi', loop: -1 }, 'loop', 'must be at least 0', 'loop must be at least 0'],
    [PUT_TALK, { text: 1 }, 'text', WRONG_TYPE, 'text: expected text, found 1'],
    [
      PUT_STREAM,
      { streamUrl: ['https://a.example/b.mp3'] },
      'stream_url',
      'is required',
      '"stream_url" is missing; "streamUrl" is not known, this API writes stream_url',
    ],
    [PUT_DTMF, { digits: '12a' }, 'digits', 'has an invalid format', 'digits has an invalid format'],
    [PUT_DTMF, { digits: 12 }, 'digits', WRONG_TYPE, 'digits: expected text, found 12'],
  ])('%# %j', (table, body, name, reason, detail) => {
    expect(readBody(table, body)).toEqual({ ok: false, faults: [{ name, reason, detail }] });
  });

  it('names all that is wrong', () => {
    const read = readBody(CREATE_CALL, { to: 1, length_timer: 'x', event_url: {} });
    expect(read.ok ? [] : read.faults.map(({ name }) => name)).toEqual(['to', 'event_url', 'length_timer']);
  });
});
