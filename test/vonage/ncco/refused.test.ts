import { describe, expect, it } from 'vitest';
import { readNcco } from '../../../src/vonage/ncco.ts';

const REASON = 'Syntax error in NCCO. Invalid value type or action.';

describe('readNcco', () => {
  it.each<[string, unknown, string, string]>([
    ['nothing', undefined, '', 'an NCCO is an array of actions, this is nothing'],
    ['null', null, '', 'an NCCO is an array of actions, this is nothing'],
    [
      'one bare action',
      { action: 'talk', text: 'a' },
      '',
      'an NCCO is an array of actions, this is an object',
    ],
    ['an NCCO inside an object', { ncco: [] }, '', 'an NCCO is an array of actions, this is an object'],
    ['text', '[]', '', 'an NCCO is an array of actions, this is text'],
    ['a number', 7, '', 'an NCCO is an array of actions, this is a number'],
    ['an action that is text', ['talk'], '[0]', 'expected an object, found "talk"'],
    ['an array in the array', [[{ action: 'wait' }]], '[0]', 'expected an object, found an array'],
    ['no action', [{ text: 'a' }], '[0].action', '"action" is missing'],
    [
      'an unknown action',
      [{ action: 'wait' }, { action: 'hangup' }],
      '[1].action',
      'expected "record", "conversation", "connect", "talk", "stream", "input", "notify", "wait" or "transfer", found "hangup"',
    ],
    [
      'an action that every object has',
      [{ action: 'constructor' }],
      '[0].action',
      'expected "record", "conversation", "connect", "talk", "stream", "input", "notify", "wait" or "transfer", ' +
        'found "constructor"',
    ],
    ['something required missing', [{ action: 'talk' }], '[0].text', '"text" is missing'],
    ['something required null', [{ action: 'talk', text: null }], '[0].text', '"text" is missing'],
    ['a number for text', [{ action: 'talk', text: 5 }], '[0].text', 'expected text, found 5'],
    [
      'other words for truth',
      [{ action: 'talk', text: 'a', bargeIn: 'yes' }],
      '[0].bargeIn',
      'expected true or false, found "yes"',
    ],
    [
      'text for a number',
      [{ action: 'wait', timeout: '5s' }],
      '[0].timeout',
      'expected a number, found "5s"',
    ],
    [
      'a fraction',
      [{ action: 'talk', text: 'a', loop: '1.5' }],
      '[0].loop',
      'expected a whole number, found "1.5"',
    ],
    [
      'an unknown word',
      [{ action: 'record', format: 'flac' }],
      '[0].format',
      'expected "mp3", "wav" or "ogg", found "flac"',
    ],
    [
      'eventUrl as text',
      [{ action: 'record', eventUrl: 'u' }],
      '[0].eventUrl',
      'expected an array, found "u"',
    ],
    [
      'eventUrl of nothing',
      [{ action: 'record', eventUrl: [null] }],
      '[0].eventUrl[0]',
      'expected text, found null',
    ],
    [
      'a required eventUrl that is empty',
      [{ action: 'notify', payload: {}, eventUrl: [] }],
      '[0].eventUrl',
      'expected an array with one item, found an empty array',
    ],
    [
      'streamUrl as text',
      [{ action: 'stream', streamUrl: 'u' }],
      '[0].streamUrl',
      'expected an array, found "u"',
    ],
    [
      'a payload of text',
      [{ action: 'notify', payload: 'a', eventUrl: ['u'] }],
      '[0].payload',
      'expected an object, found "a"',
    ],
    [
      'speech without type, which is no old form',
      [{ action: 'input', speech: {}, maxDigits: 1 }],
      '[0].type',
      '"type" is missing',
    ],
    ['a type as text', [{ action: 'input', type: 'dtmf' }], '[0].type', 'expected an array, found "dtmf"'],
    [
      'an old setting of another type',
      [{ action: 'input', maxDigits: 'x' }],
      '[0].maxDigits',
      'expected a whole number, found "x"',
    ],
    [
      'an endpoint outside of an array',
      [{ action: 'connect', endpoint: {} }],
      '[0].endpoint',
      'expected an array, found an object',
    ],
    [
      'no endpoint',
      [{ action: 'connect', endpoint: [] }],
      '[0].endpoint',
      'expected an array with one item, found an empty array',
    ],
    [
      'an unknown endpoint',
      [{ action: 'wait' }, { action: 'wait' }, { action: 'connect', endpoint: [{ type: 'fax' }] }],
      '[2].endpoint[0].type',
      'expected "phone", "app", "websocket", "sip" or "vbc", found "fax"',
    ],
    [
      'a phone without a number',
      [{ action: 'connect', endpoint: [{ type: 'phone' }] }],
      '[0].endpoint[0].number',
      '"number" is missing',
    ],
    [
      'onAnswer.url in an array',
      [{ action: 'connect', endpoint: [{ type: 'phone', number: '1', onAnswer: { url: ['u'] } }] }],
      '[0].endpoint[0].onAnswer.url',
      'expected text, found an array',
    ],
    [
      'contentType in camel case',
      [
        {
          action: 'connect',
          endpoint: [{ type: 'websocket', uri: 'wss://a.example', contentType: 'audio/l16;rate=8000' }],
        },
      ],
      '[0].endpoint[0].content-type',
      '"content-type" is missing',
    ],
    [
      'SIP to nowhere',
      [{ action: 'connect', endpoint: [{ type: 'sip', user: 'a' }] }],
      '[0].endpoint[0]',
      'one of "uri" or "domain" is missing',
    ],
    [
      'SIP headers that are no text',
      [{ action: 'connect', endpoint: [{ type: 'sip', domain: 'd', headers: { a: 1 } }] }],
      '[0].endpoint[0].headers',
      'expected an object of texts, found an object',
    ],
    [
      'a long text with control characters, cut and escaped',
      [{ action: 'wait', timeout: `\u001b[2J${'x'.repeat(50)}` }],
      '[0].timeout',
      `expected a number, found "\\u001b[2J${'x'.repeat(36)}…"`,
    ],
  ])('refuses %s', (_name, reply, where, detail) => {
    expect(readNcco(reply)).toEqual({ ok: false, reason: REASON, where, detail });
  });
});
