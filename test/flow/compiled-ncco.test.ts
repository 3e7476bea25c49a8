import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileNcco } from '../../src/flow/compiled-ncco.ts';
import type { Json, JsonObject } from '../../src/vonage/json.ts';

const compiled = async (actions: readonly JsonObject[]) => {
  const result = await compileNcco(actions, new Set(['urls.menu']));
  if (!result.ok) throw new Error(result.faults.map(({ message }) => message).join('; '));
  return result.ncco;
};

describe('a compiled NCCO', () => {
  it('without templates is serialised once', async () => {
    const ncco = await compiled([{ action: 'talk', text: 'Hello }} %}', loop: 2 }, { action: 'wait' }]);
    expect(ncco.actions).toEqual(['talk', 'wait']);
    expect(ncco.constantText).toBe('[{"action":"talk","text":"Hello }} %}","loop":2},{"action":"wait"}]');
    expect(ncco.render({})).toEqual({ ok: true, text: ncco.constantText });
  });

  it('fills in strings only, and each as text', async () => {
    const ncco = await compiled([
      { action: 'input', eventUrl: ['{{ urls.menu }}'], dtmf: { timeOut: '{{ n }}', maxDigits: 1 } },
    ]);
    expect(ncco.constantText).toBeUndefined();
    expect(ncco.render({ n: 5, urls: { menu: 'https://a.example' } })).toEqual({
      ok: true,
      text: '[{"action":"input","eventUrl":["https://a.example"],"dtmf":{"timeOut":"5","maxDigits":1}}]',
    });
  });

  it.each([
    { name: 'plain text stays plain', text: '{{ said }}', said: '<speak>hi', is: '&lt;speak&gt;hi' },
    { name: 'after a space too', text: ' {{ said }}', said: '<speak>hi', is: ' &lt;speak&gt;hi' },
    {
      name: 'SSML of the author',
      text: '<speak>{{ said }}</speak>',
      said: '<b>',
      is: '<speak>&lt;b&gt;</speak>',
    },
    { name: 'a mere <', text: '{{ said }}', said: '1 < 2', is: '1 < 2' },
  ])('a caller cannot make a spoken text SSML: $name', async ({ text, said, is }) => {
    const ncco = await compiled([{ action: 'talk', text }]);
    expect(ncco.render({ said })).toEqual({ ok: true, text: JSON.stringify([{ action: 'talk', text: is }]) });
  });

  it('bears values with members that JavaScript would call', async () => {
    const ncco = await compiled([{ action: 'talk', text: '{{ x | upcase }} {{ list | join: ", " }}' }]);
    const x = JSON.parse('{"toString":0,"valueOf":1,"__proto__":2,"kept":"k"}') as JsonObject;
    expect(ncco.render({ x, list: [x] })).toMatchObject({ ok: true });
  });

  it('tells every fault with its place', async () => {
    const result = await compileNcco(
      [
        { action: 'talk', text: '{{ a' },
        { action: 'notify', payload: { list: ['{% b %}'], '{{ c }}': 1 } },
      ],
      new Set(),
    );
    expect(result).toEqual({
      ok: false,
      faults: [
        { path: [0, 'text'], part: '{{ a', message: 'this {{ is not closed with }}' },
        {
          path: [1, 'payload', 'list', 0],
          part: '{%',
          message: 'tags ({% … %}) are not supported',
          hint: 'a text may hold {{ … }} only; choose between texts with branches',
        },
        {
          path: [1, 'payload', '{{ c }}'],
          part: '',
          isName: true,
          message: 'a template can stand in a value, not in a name',
        },
      ],
    });
  });

  it('keeps its structure, whatever a webhook brings', async () => {
    const actions = [
      { action: 'talk', text: 'Hello {{ x }}', bargeIn: true },
      {
        action: 'notify',
        payload: { 'a"b': ['{{ x }}', { deep: '{{ x | upcase }} {{ y.z }}' }], n: null },
        eventUrl: ['{{ x }}'],
      },
    ];
    const ncco = await compiled(actions);
    const shape = (value: Json): Json =>
      Array.isArray(value)
        ? value.map(shape)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]))
          : typeof value;
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"', '\\', '"},{"action":"connect"', '{{ urls }}', '\u2028', '\ud800'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(hostile, hostile, (x, z) => {
        // fast-check's JSON values are ours.
        const result = ncco.render({ x: x as Json, y: { z: z as Json } });
        expect(result.ok).toBe(true);
        if (result.ok) expect(shape(JSON.parse(result.text))).toEqual(shape(actions));
      }),
    );
  });
});
