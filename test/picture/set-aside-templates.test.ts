import { describe, expect, it } from 'vitest';
import { setAsideTemplates } from '../../src/picture/set-aside-templates.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { ACTIONS, type ActionName } from '../../src/vonage/ncco.ts';

describe('setAsideTemplates', () => {
  it.each<[action: ActionName, value: JsonObject, left: JsonObject, templates: readonly string[]]>([
    ['talk', { text: '{{ from }}' }, { text: '{{ from }}' }, []],
    ['talk', { text: 'Hi', loop: '{{ n }}' }, { text: 'Hi' }, ['loop: {{ n }}']],
    ['talk', { text: 'Hi', bargeIn: '{{ b }}' }, { text: 'Hi' }, ['bargeIn: {{ b }}']],
    ['talk', { what: '{{ x }}' }, { what: '{{ x }}' }, []],
    [
      'input',
      { type: ['dtmf'], dtmf: { maxDigits: '{{ m }}', timeOut: 5 } },
      { type: ['dtmf'], dtmf: { timeOut: 5 } },
      ['dtmf.maxDigits: {{ m }}'],
    ],
    [
      'connect',
      { endpoint: [{ type: 'sip', headers: { a: '{{ x }}' } }] },
      { endpoint: [{ type: 'sip', headers: { a: '{{ x }}' } }] },
      [],
    ],
    ['connect', { endpoint: [{ type: '{{ kind }}' }] }, { endpoint: [{ type: '{{ kind }}' }] }, []],
    ['notify', { payload: { a: ['{{ x }}'] } }, { payload: { a: ['{{ x }}'] } }, []],
  ])('of %s %j', (action, value, left, templates) => {
    expect(setAsideTemplates(value, ACTIONS[action])).toEqual({ value: left, templates });
  });
});
