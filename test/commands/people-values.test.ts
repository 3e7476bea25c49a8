import { describe, expect, it } from 'vitest';
import { calleeValue } from '../../src/commands/callee-value.ts';
import { reactionReaders, reactionsTyped } from '../../src/commands/reaction-values.ts';
import { timedUserValue, userValue } from '../../src/commands/user-value.ts';

const refusalOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return `refused: ${error instanceof Error ? error.message : error}`;
  }
};

describe('--user', () => {
  it.each<[typed: string, understood: unknown]>([
    ['alice', ['alice']],
    ['alice=offline', [{ name: 'alice', state: 'offline' }]],
    ['alice = background', [{ name: 'alice', state: 'background' }]],
    ['a=b=foreground', [{ name: 'a=b', state: 'foreground' }]],
    ['alice=offlin', 'refused: "offlin" is no state of an app: did you mean "offline"?'],
    ['alice=gone', 'refused: "gone" is no state of an app: it is foreground, background or offline'],
    ['=offline', 'refused: Write who: alice, or alice=offline'],
    [
      'alice=offline@4s',
      'refused: A time counts from the beginning of a call: write it in call --user alice=offline@4s, or in a scenario',
    ],
  ])('%s', (typed, understood) => {
    expect(refusalOf(() => userValue(typed))).toEqual(understood);
  });

  it('comes again for the next', () => {
    expect(userValue('bob=offline', userValue('alice'))).toEqual([
      'alice',
      { name: 'bob', state: 'offline' },
    ]);
  });
});

describe('--user of a call', () => {
  it.each<[typed: string, understood: unknown]>([
    ['alice', [{ exists: 'alice' }]],
    ['alice=offline', [{ exists: { name: 'alice', state: 'offline' } }]],
    ['alice=offline@4s', [{ moves: { user: 'alice', state: 'offline', at: 4 } }]],
    [
      'alice@example.com = background @ 0.5',
      [{ moves: { user: 'alice@example.com', state: 'background', at: 0.5 } }],
    ],
    ['alice@4s', [{ exists: 'alice@4s' }]],
    ['alice=offlin@4s', 'refused: "offlin" is no state of an app: did you mean "offline"?'],
    [
      'alice=offline@soon',
      'refused: "offline@soon" is no state of an app: it is foreground, background or offline',
    ],
  ])('%s', (typed, understood) => {
    expect(refusalOf(() => timedUserValue(typed))).toEqual(understood);
  });
});

describe('--callee', () => {
  it.each<[typed: string, understood: unknown]>([
    ['447700900444=busy', { '447700900444': { does: 'busy' } }],
    ['+44 7700 900-444=ignore', { '447700900444': { does: 'ignore' } }],
    ['alice = answer', { alice: { does: 'answer' } }],
    ['alice=machine', { alice: { does: 'answer', as: 'machine', beepAfterSeconds: 5 } }],
    ['alice=reject:restricted', { alice: { does: 'reject', detail: 'restricted' } }],
    ['600=fail:internal_error', { '600': { does: 'fail', detail: 'internal_error' } }],
    ['sip:a@b;transport=tls=unanswered', { 'sip:a@b;transport=tls': { does: 'unanswered' } }],
    [
      '447700900444={"does": "answer", "afterSeconds": 3, "press": ["1="]}',
      'refused: 447700900444.press[0] is a text of keys 0-9, * and #, and w to wait.',
    ],
    [
      'sip:a@b;x=y={"does": "answer", "as": "machine", "beepAfterSeconds": 2}',
      { 'sip:a@b;x=y': { does: 'answer', as: 'machine', beepAfterSeconds: 2 } },
    ],
    ['alice={does: busy}', 'refused: What alice does is no JSON.'],
    ['alice', 'refused: Write who, and what they do: 447700900444=busy, or alice=reject:declined'],
    ['=busy', 'refused: Write who, and what they do: 447700900444=busy, or alice=reject:declined'],
    ['alice=bussy', 'refused: "bussy" is unknown: did you mean "busy"?'],
    [
      'alice=dance',
      'refused: "dance" is unknown: it is answer, reject, unanswered, busy, fail, ignore or machine.',
    ],
    ['alice=reject:restrict', 'refused: "restrict" is unknown: did you mean "restricted"?'],
    ['alice=busy:declined', 'refused: "busy" has no details: leave out ":declined".'],
  ])('%s', (typed, understood) => {
    expect(refusalOf(() => calleeValue(typed))).toEqual(understood);
  });

  it('may be given for several people, and the last word counts', () => {
    const before = calleeValue('bob=ignore', calleeValue('alice=busy'));
    expect(calleeValue('alice=reject', before)).toEqual({
      alice: { does: 'reject' },
      bob: { does: 'ignore' },
    });
  });
});

describe('--press and --say', () => {
  it('keep the order in which they were typed', () => {
    const read = reactionReaders();
    const first = read.say('billing');
    const press = read.press('1,2#');
    const say = read.say('yes, please', first);
    expect(reactionsTyped({ press, say })).toEqual([
      { say: 'billing' },
      { press: '1' },
      { press: '2#' },
      { say: 'yes, please' },
    ]);
  });

  it('may have a time', () => {
    const read = reactionReaders();
    const press = read.press('1,0@12s,5@2.5');
    const say = read.say('No@20s', read.say('bob@5 it is', read.say('me @5s')));
    expect(reactionsTyped({ press, say })).toEqual([
      { press: '1' },
      { press: '0', at: 12 },
      { press: '5', at: 2.5 },
      { say: 'me @5s' },
      { say: 'bob@5 it is' },
      { say: 'No', at: 20 },
    ]);
  });

  it('add up when given again', () => {
    const read = reactionReaders();
    expect(reactionsTyped({ press: read.press('2', read.press('1')) })).toEqual([
      { press: '1' },
      { press: '2' },
    ]);
  });

  it('are nothing when nothing was typed', () => {
    expect(reactionsTyped({})).toBeUndefined();
  });

  it('refuse to say nothing', () => {
    expect(refusalOf(() => reactionReaders().say(' '))).toBe(
      'refused: Write what the caller says: --say "billing"',
    );
  });
});
