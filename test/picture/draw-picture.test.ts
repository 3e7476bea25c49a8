import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawPicture } from '../../src/picture/draw-picture.ts';
import type { Picture } from '../../src/picture/picture.ts';
import type { Plan } from '../../src/picture/plan.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/vonage/json.ts';
import type { Description, Value } from '../../src/vonage/ncco/option.ts';
import { ACTIONS } from '../../src/vonage/ncco.ts';
import { EVERYTHING } from '../vonage/ncco/every-option.ts';
import { alone, anyProgram } from './plans.ts';

const actions = (...list: readonly Json[]): Plan => ({ kind: 'actions', actions: list });
const talk = (text: string): Json => ({ action: 'talk', text });
const input = (url: string): Json => ({ action: 'input', type: ['dtmf'], eventUrl: [url] });

/** Edges as one reads them: `says “Hi” → the call ends`. */
const ways = ({ nodes, edges }: Picture): readonly string[] => {
  const words = new Map(nodes.map(({ id, words: one }) => [id, one]));
  return edges.map(
    ({ from, to, kind, label }) =>
      `${words.get(from)} -${kind}${label === undefined ? '' : ` (${label})`}→ ${words.get(to)}`,
  );
};

const config = (answer: Plan | undefined, nccos: Readonly<Record<string, Plan>>): Picture =>
  drawPicture({
    name: 'config',
    isConfig: true,
    ...(answer && { answer }),
    nccos: new Map(Object.entries(nccos)),
  });

describe('drawPicture', () => {
  it('leads from action to action, and to the end of the call', () => {
    expect(ways(drawPicture(alone([talk('One'), talk('Two')])))).toEqual([
      'says “One” -next→ says “Two”',
      'says “Two” -next→ the call ends',
    ]);
  });

  it('follows an address of the config, which always replies, so that nothing comes after it', () => {
    const picture = config(
      { kind: 'name', name: 'welcome' },
      {
        welcome: actions(input('{{ urls.menu }}'), talk('Never')),
        menu: {
          kind: 'branches',
          branches: [
            { when: { 'dtmf.digits': '1' }, plan: { kind: 'name', name: 'welcome' } },
            { plan: actions(talk('Bye')) },
          ],
        },
      },
    );
    expect(ways(picture)).toEqual([
      'a call comes in -next→ waits for up to 4 keys, at most 3 s for each',
      'waits for up to 4 keys, at most 3 s for each -reply→ menu',
      'says “Never” -next→ the call ends',
      'menu -branch (key 1)→ waits for up to 4 keys, at most 3 s for each',
      'menu -branch (otherwise)→ says “Bye”',
      'says “Bye” -next→ the call ends',
    ]);
    expect(picture.nodes.find(({ words }) => words === 'says “Never”')?.reached).toBe('never');
  });

  it.each<[what: string, url: string, expected: readonly string[]]>([
    [
      'somebody else’s server, which may reply with nothing',
      'https://acme.io/keys',
      [
        'waits for up to 4 keys, at most 3 s for each -reply→ https://acme.io/keys',
        'waits for up to 4 keys, at most 3 s for each -next (without an NCCO in the reply)→ the call ends',
      ],
    ],
    [
      'a slot, which replies with nothing',
      '{{ urls.event }}',
      [
        'waits for up to 4 keys, at most 3 s for each -reply→ the event webhook',
        'waits for up to 4 keys, at most 3 s for each -next (without an NCCO in the reply)→ the call ends',
      ],
    ],
    [
      'the answer, again',
      '{{ urls.answer }}',
      ['waits for up to 4 keys, at most 3 s for each -reply→ waits for up to 4 keys, at most 3 s for each'],
    ],
    [
      'what does not exist',
      '{{urls.menue}}',
      [
        'waits for up to 4 keys, at most 3 s for each -reply→ there is no NCCO "menue"',
        'waits for up to 4 keys, at most 3 s for each -next (without an NCCO in the reply)→ the call ends',
      ],
    ],
  ])('asks %s', (_what, url, expected) => {
    expect(ways(config(actions(input(url)), {})).slice(1)).toEqual(expected);
  });

  it('knows that an NCCO alone may be part of a config', () => {
    expect(ways(drawPicture(alone([input('{{ urls.menu }}')])))[0]).toBe(
      'waits for up to 4 keys, at most 3 s for each -reply→ the NCCO menu',
    );
  });

  it('says what a caller hears whom no branch fits', () => {
    const branches: Plan = {
      kind: 'branches',
      branches: [{ when: { from: '1' }, plan: actions(talk('Hi')) }],
    };
    expect(ways(config(branches, {}))).toContain(
      'answer -branch (otherwise)→ an apology, then the call ends',
    );
  });

  it('tells what the answer leads to from what only an address does', () => {
    const { groups } = config(
      { kind: 'name', name: 'also' },
      {
        also: { kind: 'name', name: 'one' },
        one: actions(talk('One')),
        two: actions(talk('Two')),
      },
    );
    expect(groups.map(({ name, reached }) => [name, reached])).toEqual([
      ['one', 'yes'],
      ['two', 'by-address'],
    ]);
  });

  it('gives each NCCO that somebody may be answered with a chance when no answer is written', () => {
    const { groups } = config(undefined, { one: actions(talk('One')), two: actions(talk('Two')) });
    expect(groups.map(({ reached }) => reached)).toEqual(['yes', 'yes']);
  });

  it.each<[what: string, action: Json, words: string, fault: string]>([
    ['an unknown action', { action: 'hangup' }, 'does not run: hangup', 'there is no action "hangup"'],
    ['a missing option', { action: 'talk' }, 'does not run: talk', 'text: "text" is missing'],
    [
      'a wrong type',
      { action: 'talk', text: 'Hi', loop: 'often' },
      'does not run: talk',
      'loop: expected a whole number, found "often"',
    ],
    ['no action', { text: 'Hi' }, 'something that is no action', 'it has no "action"'],
    ['no object', 'talk', 'something that is no action', 'not an object'],
  ])('shows what it can of %s', (_what, action, words, fault) => {
    const { nodes } = drawPicture(alone([action, talk('Next')]));
    expect(nodes[0]).toMatchObject({ words, fault });
    expect(nodes[1]).toMatchObject({ words: 'says “Next”' });
  });

  it('takes a template for a value that only the call knows', () => {
    const { nodes } = drawPicture(
      alone([
        {
          action: 'connect',
          timeout: '{{ seconds }}',
          endpoint: [{ type: 'app', user: '{{ user }}' }],
          advancedMachineDetection: { mode: '{{ mode }}' },
        },
      ]),
    );
    expect(nodes[0]).toMatchObject({
      words: 'calls the user {{ user }}, rings 60 s',
      details: [
        'listens whether a person or a machine answers',
        'timeout: {{ seconds }}',
        'advancedMachineDetection.mode: {{ mode }}',
      ],
    });
    expect(nodes[0]).not.toHaveProperty('fault');
  });

  it('shows no secret of an endpoint', () => {
    const endpoint = {
      type: 'websocket',
      uri: 'wss://ai.acme.io',
      'content-type': 'audio/l16;rate=16000',
      authorization: { type: 'custom', value: 'Bearer hush' },
    };
    expect(JSON.stringify(drawPicture(alone([{ action: 'connect', endpoint: [endpoint] }])))).not.toContain(
      'hush',
    );
  });
});

/** The paths of all options that are set in a value of the tables. */
const pathsIn = (
  value: Json,
  expected: Value | Description,
  path: readonly (string | number)[],
): (string | number)[][] => {
  if (Array.isArray(value) && 'is' in expected && expected.is === 'list')
    return value.flatMap((item, index) => pathsIn(item, expected.of, [...path, index]));
  if (!isJsonObject(value)) return [];
  const description =
    'is' in expected && expected.is === 'variant' ? expected.of[String(value[expected.by])]! : expected;
  if (!('options' in description)) return [];
  return Object.entries(description.options).flatMap(([name, option]) =>
    value[name] === undefined
      ? []
      : [[...path, name], ...pathsIn(value[name], option.value, [...path, name])],
  );
};

const without = (value: Json, [step, ...rest]: readonly (string | number)[]): Json => {
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? without(item, rest) : item));
  const { [String(step)]: inner, ...others } = value as JsonObject;
  return rest.length === 0 ? others : { ...others, [String(step)]: without(inner!, rest) };
};

describe('every option', () => {
  const SILENT: readonly (readonly [option: string, why: string])[] = [
    ['record.eventMethod', 'the default'],
    ['conversation.mute', 'the default'],
    ['connect.randomFromNumber', 'the default'],
    ['connect.machineDetection', 'the advanced one goes before it'],
    ['connect.endpoint.0.authorization.type', 'a value says so, too'],
    ['connect.endpoint.0.authorization.value', 'a secret'],
    ['talk.language', 'the default'],
    ['stream.bargeIn', 'the default'],
    ['input.mode', 'the default'],
    ['notify.eventMethod', 'the default'],
  ];
  const rows = EVERYTHING.flatMap((action) =>
    pathsIn(action as unknown as Json, ACTIONS[action.action], []).map(
      (path) => [`${action.action}.${path.join('.')}`, action as unknown as JsonObject, path] as const,
    ),
  );
  const shown = (action: Json): string => JSON.stringify(drawPicture(alone([action])));

  it('that has an effect is in the picture', () => {
    const unseen = rows
      .filter(([, action, path]) => shown(action) === shown(without(action, path)))
      .map(([name]) => name);
    expect(unseen).toEqual(SILENT.map(([name]) => name));
  });
});

describe('of any program', () => {
  it('the picture hangs together', () => {
    fc.assert(
      fc.property(anyProgram, (program) => {
        const { groups, nodes, edges } = drawPicture(program);
        const ids = new Set(nodes.map(({ id }) => id));
        expect(ids.size).toBe(nodes.length);
        for (const { from, to } of edges) expect([ids.has(from), ids.has(to)]).toEqual([true, true]);
        for (const { entry } of groups) expect(ids.has(entry)).toBe(true);
        // What is reached is reached by an edge, or is where it begins.
        const starts = new Set([
          ...groups.map(({ entry }) => entry),
          nodes.find(({ kind }) => kind === 'call')?.id,
        ]);
        for (const { id, reached } of nodes) {
          if (reached !== 'never' && !starts.has(id)) {
            expect(edges.some(({ to }) => to === id)).toBe(true);
          }
        }
      }),
    );
  });
});
