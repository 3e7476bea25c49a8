import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { realHashes } from '../../../src/edge/hashes.ts';
import { recordMask } from '../../../src/flow/pseudonyms/mask-record.ts';
import { newPeople } from '../../../src/flow/pseudonyms/people.ts';
import { learnPeople } from '../../../src/flow/pseudonyms/people-in.ts';
import { makePseudonyms } from '../../../src/flow/pseudonyms/pseudonyms.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { replayable } from '../../../src/flow/recorded/replayable.ts';
import { recordedBody } from '../../../src/flow/recorded-body.ts';
import { validateNcco } from '../../../src/lint/check-text.ts';
import type { Json, JsonObject } from '../../../src/vonage/json.ts';

const masked = (records: readonly JsonObject[], key = 'key'): readonly JsonObject[] => {
  const people = newPeople();
  for (const record of records) learnPeople(people, record);
  const hash = (text: string): string => realHashes().hmacSha256(key, text);
  return records.map(recordMask(people, makePseudonyms(hash, people)));
};

const IVR = readFileSync(new URL('../../cases/flows/records/ivr.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line) as JsonObject);

/** The same keys, lists as long, values of the same types. */
const shape = (value: Json): unknown => {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([name, member]) => [name, shape(member)]),
  );
};

/** What goes with the bytes that it told of. */
const withoutHash = ({ request, ...rest }: JsonObject): JsonObject => {
  const { sha256: _sha256, raw: _raw, ...kept } = request as JsonObject;
  return { ...rest, request: kept };
};

describe('a recorded call', () => {
  const kept = masked(IVR);

  it('holds none of its numbers and names', () => {
    const text = JSON.stringify(kept);
    for (const one of ['14155550123', '14155550100', '"to":"alice"', '"user":"alice"', '"name":"alice"']) {
      expect(JSON.stringify(IVR).includes(one)).toBe(true);
      expect(text.includes(one)).toBe(false);
    }
  });

  it('has the same shape, and is filed, understood and sent again as before', () => {
    expect(kept.map((one) => shape(withoutHash(one)))).toEqual(IVR.map((one) => shape(withoutHash(one))));
    const facts = (one: JsonObject) => {
      const read = recordedExchange(one)!;
      const { content } = read.exchange;
      return [read.flow, content.form === 'webhook' && content.webhook.kind, 'why' in replayable(read)];
    };
    expect(kept.map(facts)).toEqual(IVR.map(facts));
  });

  it('is another one with another key, and the same one with the same', () => {
    expect(masked(IVR)).toEqual(kept);
    expect(masked(IVR, 'other')).not.toEqual(kept);
  });
});

it('does not tell where on this machine a push is kept', () => {
  const push = { type: 'platform', name: 'client-event', user: 'alice', via: 'push', state: 'background' };
  expect(masked([{ ...push, file: '/home/jane/ivr/.vonage-flow/pushes/alice-call.json' }])).toEqual(
    masked([push]),
  );
});

it('leaves of bytes that are no text their number', () => {
  const record = {
    type: 'exchange',
    request: { ...recordedBody(Uint8Array.of(255, 1, 2), 9) } as unknown as JsonObject,
  };
  expect(masked([record])[0]!['request']).toEqual({ form: 'base64', body: 'AAAA' });
});

it('takes a large number for a phone number where it can be no time', () => {
  const body = { phone: 447911123456, at: 1_772_355_600, ended: 1_772_355_600_000, bytes: 130_892, mos: 4.4 };
  const record = { type: 'exchange', request: { form: 'json', body } };
  const kept = (masked([record])[0]!['request'] as JsonObject)['body'];
  expect(kept).toEqual({ ...body, phone: expect.any(Number) });
  expect(String((kept as JsonObject)['phone'])).toMatch(/^447700900\d{3}$/);
});

it('masks what stands twice in a body that was not compact', () => {
  const body = '{"from":"447911123456", "from":"x"}';
  const record = { type: 'exchange', request: { ...recordedBody(body, 999) } as unknown as JsonObject };
  expect(JSON.stringify(masked([record]))).not.toContain('447911123456');
});

it('masks the name of a user that is a key, and no field that is called like one', () => {
  const body = {
    user: 'alice',
    from: 'status',
    seats: { Alice: 1, malice: 2, 'alice Smith': 3 },
    status: 'ok',
  };
  const kept = masked([{ type: 'exchange', request: { form: 'json', body } }])[0]!['request'] as JsonObject;
  const { user, seats, status } = kept['body'] as JsonObject;
  expect(user).toMatch(/^user-\w{4}$/);
  expect(seats).toEqual({ [String(user)]: 1, malice: 2, [`${String(user)} Smith`]: 3 });
  expect(status).toBe('ok');
});

it('gives nobody the name of another one', () => {
  const names = Array.from({ length: 400 }, (_, at) => `user-${at.toString(36).padStart(4, '0')}`);
  const all = ['alice', 'bob', ...names];
  const people = newPeople();
  learnPeople(people, { users: all });
  // Places in a row, that begin with those that are taken.
  const pseudonyms = makePseudonyms(() => '', people);
  expect(all.map(pseudonyms.name).filter((one) => all.includes(one))).toEqual([]);
});

const number = fc.oneof(
  fc.stringMatching(/^1[2-9]\d{9}$/),
  fc.stringMatching(/^447[1-9]\d{8}$/),
  fc.stringMatching(/^[2-9]\d{8,13}$/),
);
const words = fc.constantFrom('Hello', 'Please call', '<break time="500ms"/>', 'at', 'Tom & Jerry', 'ü');

/** NCCOs, right and wrong, with numbers in every place where one may stand. */
const ncco = number.chain((one) =>
  number.chain((other) =>
    fc
      .array(
        fc.oneof(
          words.map((word): Json => ({ action: 'talk', text: `<speak>${word} ${one}</speak>` })),
          words.map((word): Json => ({ action: 'talk', text: `${word} +${other}.` })),
          fc.constant<Json>({
            action: 'connect',
            from: one,
            endpoint: [{ type: 'phone', number: other, dtmfAnswer: '1p2' }],
          }),
          fc.constant<Json>({
            action: 'connect',
            from: `+${one}`,
            endpoint: [{ type: 'sip', uri: `sip:${other}@a.example` }],
          }),
          fc.constant<Json>({
            action: 'connect',
            endpoint: [{ type: 'phone', number: `+${other}` }],
            eventUrl: [`https://a.example/e?from=${one}`],
          }),
          fc.constant<Json>({
            action: 'connect',
            endpoint: [
              { type: 'vbc', extension: '123' },
              { type: 'app', user: 'alice' },
            ],
          }),
          fc.constant<Json>({ action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 } }),
          fc.constant<Json>({ action: 'tlak', text: one }),
        ),
        { maxLength: 4 },
      )
      .map((actions) => ({ actions, numbers: [one, other] })),
  ),
);

it('a law: no number is left in an NCCO, and the linter finds in it what it found before', () => {
  fc.assert(
    fc.property(ncco, ({ actions, numbers }) => {
      const record = { type: 'exchange', reply: { form: 'json', body: actions } };
      const [kept] = masked([record, { from: numbers[0]!, to: numbers[1]! }]);
      const body = (kept!['reply'] as JsonObject)['body']!;
      for (const one of numbers) expect(JSON.stringify(body)).not.toContain(one);
      expect(shape(body)).toEqual(shape(actions));
      expect(verdict(body)).toEqual(verdict(actions));
    }),
    { numRuns: 300 },
  );
});

const verdict = (value: Json): unknown =>
  validateNcco(JSON.stringify(value)).map(({ rule, severity, path }) => [rule, severity, path]);

it('a law: no number of a record is left, wherever it stands', () => {
  const value = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      number.map(
        (one): Json => ({
          from: one,
          said: `I am ${one}, or +${one}.`,
          uri: `sip:${one}@h`,
          [`x-${one}`]: 1,
        }),
      ),
      number.map((one): Json => ({ to: Number(one), url: `http://a/?q=%2B${one}&b=${one}` })),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('body', 'channel', 'a'), tie('value')),
      fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    ),
  })).value;
  fc.assert(
    fc.property(value, (body) => {
      const text = JSON.stringify(body);
      const numbers = [...text.matchAll(/"from":"(\d+)"|"to":(\d+)/g)].map(([, one, other]) => one ?? other!);
      const records = [
        { type: 'exchange', request: { ...recordedBody(text, 1e9) } as unknown as JsonObject },
      ];
      const kept = JSON.stringify(masked(records));
      for (const one of numbers.filter((digits) => digits.length > 8)) expect(kept).not.toContain(one);
    }),
    { numRuns: 300 },
  );
});
