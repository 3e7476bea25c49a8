import fc from 'fast-check';
import type { Description, OptionTable, TextFormat, TextValue, Value } from '../../src/vonage/ncco/option.ts';
import { ACTIONS, type ActionName } from '../../src/vonage/ncco.ts';

const LEG = '63f61863-4a51-4f6b-86e1-46edebcf9356';

const TEXTS: Readonly<Record<TextFormat, fc.Arbitrary<string>>> = {
  'http-url': fc.constantFrom(
    'https://voice.acme.io/a?b=c',
    'http://acme.loca.lt',
    'https://u:p@h.io:8443/x#y',
  ),
  'websocket-url': fc.constantFrom('wss://ai.acme.io/socket', 'ws://ai.acme.io:8080'),
  'sip-uri': fc.constantFrom('sip:bob@acme.io', 'sips:bob@acme.io;transport=tls'),
  'phone-number': fc.stringMatching(/^[1-9]\d{6,14}$/),
  'leg-id': fc.constant(LEG),
  'conversation-id': fc.constant(`CON-${LEG}`),
  language: fc.constantFrom('en-US', 'de-DE', 'xx-XX'),
  'ssml-or-text': fc.oneof(
    fc.string({ minLength: 1, maxLength: 40 }).filter((text) => !/^\s*<speak|\{\{/i.test(text)),
    fc.constant("<speak>A &amp; b <break time='1s'/></speak>"),
  ),
};

const textOf = (value: TextValue): fc.Arbitrary<string> => {
  if (value.format !== undefined) return TEXTS[value.format];
  if (value.known) return fc.constantFrom(...value.known);
  if (value.pattern !== undefined)
    return fc.stringMatching(new RegExp(value.pattern)).filter((text) => text !== '');
  return fc.stringMatching(/^[a-z]{1,12}$/);
};

const anyValue = (value: Value): fc.Arbitrary<unknown> => {
  switch (value.is) {
    case 'text':
      return textOf(value);
    case 'integer':
      return fc.integer({ min: value.min ?? 0, max: value.max ?? 100 });
    case 'number':
      return fc
        .double({ min: value.min ?? 0, max: value.max ?? 100, noNaN: true })
        .map((number) => number || 0);
    case 'boolean':
      return fc.boolean();
    case 'word':
      return fc.constantFrom(...value.words);
    case 'list':
      return fc.array(anyValue(value.of), { minLength: value.minItems ?? 1, maxLength: value.maxItems ?? 3 });
    case 'object':
      return objectOf(value);
    case 'variant':
      return fc.oneof(
        ...Object.entries(value.of).map(([name, description]) =>
          objectOf(description).map((object) => ({ [value.by]: name, ...object })),
        ),
      );
    case 'json':
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer(), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    case 'text-map':
      return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-z]{0,6}$/), {
        maxKeys: 3,
        noNullPrototype: true,
      });
    default:
      return value satisfies never;
  }
};

type Loose = Record<string, unknown>;

const objectOf = ({ options }: Description): fc.Arbitrary<Loose> => {
  const names = Object.keys(options).filter((name) => options[name]!.sameAs === undefined);
  return fc
    .record(Object.fromEntries(names.map((name) => [name, anyValue(options[name]!.value)])), {
      requiredKeys: names.filter((name) => options[name]!.required),
      noNullPrototype: true,
    })
    .map((object) => together(object, options));
};

/** What the tables cannot say: options that need or exclude each other (ncco.md §15). */
const together = (object: Loose, options: OptionTable): Loose => {
  const without = (...names: string[]): void => {
    for (const name of names) delete object[name];
  };
  if ('from' in object) without('randomFromNumber');
  if (!('split' in object)) without('channels');
  if ('startOnEnter' in options && object['record'] !== true) without('transcription');
  if (object['mute'] === true) without('canSpeak');
  if (object['mode'] === 'asynchronous') without('dtmf');
  if ('standardHeaders' in options && !('uri' in object)) object['uri'] = 'sip:bob@acme.io';
  if ('standardHeaders' in options) without('user', 'domain');
  if (object['type'] === 'custom') object['value'] ??= 'Bearer abc';
  without('bargeIn');
  return object;
};

const actionOf = (name: ActionName): fc.Arbitrary<Loose> =>
  objectOf(ACTIONS[name]).map((options) => ({ action: name, ...options }));

/** Any NCCO that the tables of src/vonage allow. */
export const anyNcco: fc.Arbitrary<Loose[]> = fc.array(
  fc.oneof(...(Object.keys(ACTIONS) as ActionName[]).map(actionOf)),
  { minLength: 1, maxLength: 4 },
);
