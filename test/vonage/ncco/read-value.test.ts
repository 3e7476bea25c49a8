import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, readNcco } from '../../../src/vonage/ncco.ts';
import { anyJsonObject } from '../arbitraries.ts';
import { ALL_OPTIONS, EVERYTHING } from './every-option.ts';

describe('readNcco', () => {
  it('takes every option as it stands in the reference', () => {
    expect(readNcco(EVERYTHING)).toEqual({ ok: true, ncco: EVERYTHING });
  });

  it.each<[string, unknown, unknown]>([
    ['an empty array', [], []],
    ['one action alone', [{ action: 'wait' }], [{ action: 'wait' }]],
    ['names that it does not know', [{ action: 'wait', timeOut: [1], x: null }], [{ action: 'wait' }]],
    ['null as if left out', [{ action: 'talk', text: 'a', loop: null }], [{ action: 'talk', text: 'a' }]],
    ['an empty eventUrl as if left out', [{ action: 'record', eventUrl: [] }], [{ action: 'record' }]],
    [
      'numbers and truth values as text',
      [{ action: 'talk', text: 'a', loop: '0', level: '-0.4', bargeIn: 'true', premium: 'false' }],
      [{ action: 'talk', text: 'a', loop: 0, level: -0.4, bargeIn: true, premium: false }],
    ],
    [
      'numbers as text deep inside',
      [{ action: 'input', type: ['dtmf'], dtmf: { maxDigits: '1', timeOut: '5' } }],
      [{ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1, timeOut: 5 } }],
    ],
    [
      'numbers out of bounds',
      [{ action: 'talk', text: 'a', level: 9 }],
      [{ action: 'talk', text: 'a', level: 9 }],
    ],
    ['a wait that is too long', [{ action: 'wait', timeout: 1e9 }], [{ action: 'wait', timeout: 7200 }]],
    ['a wait that is too short', [{ action: 'wait', timeout: '0' }], [{ action: 'wait', timeout: 0.1 }]],
    [
      'a method in lower case',
      [{ action: 'record', eventMethod: 'get' }],
      [{ action: 'record', eventMethod: 'GET' }],
    ],
    [
      'the input of before 2020',
      [{ action: 'input', maxDigits: '1', timeOut: 5, submitOnHash: true, eventUrl: ['https://a.example'] }],
      [
        {
          action: 'input',
          type: ['dtmf'],
          dtmf: { maxDigits: 1, timeOut: 5, submitOnHash: true },
          eventUrl: ['https://a.example'],
        },
      ],
    ],
    ['an input that says nothing', [{ action: 'input' }], [{ action: 'input', type: ['dtmf'] }]],
    [
      'old and new settings without type: the new win',
      [{ action: 'input', type: null, maxDigits: 1, timeOut: 2, dtmf: { maxDigits: 9 } }],
      [{ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 9, timeOut: 2 } }],
    ],
    [
      'old settings beside type: they mean nothing, whatever they are',
      [{ action: 'input', type: ['dtmf'], maxDigits: {}, timeOut: 2 }],
      [{ action: 'input', type: ['dtmf'] }],
    ],
    [
      'the other spelling of a conversation',
      [{ action: 'transfer', conversation_id: 'CON-1' }],
      [{ action: 'transfer', conversationId: 'CON-1' }],
    ],
    [
      'both spellings of a conversation',
      [{ action: 'transfer', conversation_id: 'CON-2', conversationId: 'CON-1' }],
      [{ action: 'transfer', conversationId: 'CON-1' }],
    ],
    [
      'music on hold as text',
      [{ action: 'conversation', name: 'n', musicOnHoldUrl: 'https://a.example/m.mp3' }],
      [{ action: 'conversation', name: 'n', musicOnHoldUrl: ['https://a.example/m.mp3'] }],
    ],
    [
      'a ringback tone in an array, and by its old name',
      [
        {
          action: 'connect',
          endpoint: [{ type: 'phone', number: '1', onAnswer: { url: 'u', ringback: 'r' } }],
          ringbackTone: ['https://a.example/r.mp3'],
        },
      ],
      [
        {
          action: 'connect',
          endpoint: [{ type: 'phone', number: '1', onAnswer: { url: 'u', ringbackTone: 'r' } }],
          ringbackTone: 'https://a.example/r.mp3',
        },
      ],
    ],
    [
      'machine detection in snake case',
      [
        {
          action: 'connect',
          endpoint: [{ type: 'app', user: 'a' }],
          advanced_machine_detection: { mode: 'detect', beepTimeout: '45' },
        },
      ],
      [
        {
          action: 'connect',
          endpoint: [{ type: 'app', user: 'a' }],
          advancedMachineDetection: { mode: 'detect', beep_timeout: 45 },
        },
      ],
    ],
    [
      'an uncertain option of another type as if left out',
      [{ action: 'talk', text: 'a', eventUrl: 'https://a.example', provider: 7 }],
      [{ action: 'talk', text: 'a' }],
    ],
    [
      'a number with a plus, a text as caller, several endpoints',
      [
        {
          action: 'connect',
          from: 'Bob',
          endpoint: [
            { type: 'phone', number: '+44' },
            { type: 'app', user: 'a', x: 1 },
          ],
        },
      ],
      [
        {
          action: 'connect',
          from: 'Bob',
          endpoint: [
            { type: 'phone', number: '+44' },
            { type: 'app', user: 'a' },
          ],
        },
      ],
    ],
    [
      'URLs that are none',
      [{ action: 'stream', streamUrl: ['undefined/a.mp3'] }],
      [{ action: 'stream', streamUrl: ['undefined/a.mp3'] }],
    ],
  ])('takes %s', (_name, reply, ncco) => {
    expect(readNcco(reply)).toEqual({ ok: true, ncco });
  });

  it('reads its own normal form as it is, and never throws', () => {
    const names = ['action', ...new Set(ALL_OPTIONS.map(([path]) => path.split('.').at(-1)!)), '__proto__'];
    const values = fc.oneof(
      fc.jsonValue(),
      anyJsonObject,
      fc.constantFrom<unknown>(
        '45',
        'true',
        ['dtmf'],
        ['https://a.example'],
        [{ type: 'app', user: 'a' }],
        {},
        'CON-1',
      ),
    );
    const action = fc
      .tuple(
        fc.constantFrom(...Object.keys(ACTIONS)),
        fc.dictionary(fc.constantFrom(...names), values, { noNullPrototype: true }),
      )
      .map(([name, options]) => ({ ...options, action: name }));
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 9, arbitrary: action }, fc.jsonValue()), { maxLength: 3 }),
        (reply) => {
          const read = readNcco(reply);
          if (read.ok) expect(readNcco(read.ncco)).toEqual(read);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
