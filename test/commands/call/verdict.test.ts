import { describe, expect, it } from 'vitest';
import { verdictOf } from '../../../src/commands/call/verdict.ts';
import type { Demands } from '../../../src/edge/scenario/scenario.ts';
import type { CallFacts, SentWebhook } from '../../../src/flow/expect/call-facts.ts';
import { type Expectation, readExpectation } from '../../../src/flow/expect/expectation.ts';

const sent = (kind: string, milliseconds: number): SentWebhook => ({
  kind,
  method: 'POST',
  url: 'http://127.0.0.1/event',
  attempt: 1,
  fields: {},
  status: 200,
  milliseconds,
});

const facts = (...webhooks: readonly SentWebhook[]): CallFacts => ({
  call: 'a',
  conversation: 'CON-1',
  from: '1',
  to: '2',
  legs: new Map(),
  actions: [],
  webhooks: [...webhooks],
  happenings: webhooks.map(({ kind }) => ({ word: 'webhook', texts: [kind] })),
});

const outcome = { call: 'a', leg: 'a', conversation: 'CON-1', problems: [], unused: [], completed: true };

const demanding = (texts: readonly string[], more: Partial<Demands> = {}): Demands => ({
  expectations: texts.map((text) => readExpectation(text) as Expectation),
  inOrder: false,
  ...more,
});

describe('verdictOf', () => {
  it('counts an error webhook as a problem', () => {
    const verdict = verdictOf(outcome, facts(sent('answer', 5), sent('error', 5)), demanding([]));
    expect(verdict).toMatchObject({
      ok: false,
      problems: ['the platform sent an error webhook'],
      webhooks: 2,
    });
    expect(verdict).not.toHaveProperty('happened');
  });

  it.each([
    ['the words of the problem', ['problem:*refused*']],
    ['a problem of any kind', ['problem', 'webhook:error']],
  ])('takes a problem for none that was expected: %s', (_name, texts) => {
    const refused = { ...outcome, problems: ['the NCCO is refused'] };
    const seen = facts(sent('error', 5));
    expect(verdictOf(refused, seen, demanding(texts))).toMatchObject({ ok: true, problems: [] });
    expect(verdictOf(refused, seen, demanding(['problem:other']))).toMatchObject({
      ok: false,
      problems: ['the NCCO is refused'],
    });
    expect(verdictOf(refused, seen, demanding(['!problem']))).toMatchObject({ ok: false });
  });

  it('fails by what was scripted in vain only where something is expected', () => {
    const unused = [
      { by: 'caller', press: '1' },
      { by: '447700900444', say: 'yes' },
      { by: 'caller', press: '0', at: 60 },
      { by: 'alice', state: 'offline' as const, at: 60 },
      { by: 'bob', does: 'reject' as const },
    ];
    const words = [
      '1 was never pressed: nothing asked the caller for it',
      '"yes" was never said: nothing asked 447700900444 for it',
      '0@60s was never pressed: the caller was no longer there',
      'alice=offline@60s came to nothing: the call was over',
      'bob=reject came to nothing: a real app decided for bob',
    ];
    expect(verdictOf({ ...outcome, unused }, facts(), demanding([]))).toMatchObject({
      ok: true,
      unused: words,
    });
    expect(verdictOf({ ...outcome, unused }, facts(), demanding(['!busy']))).toMatchObject({
      ok: false,
      unused: words,
    });
  });

  it('lists what there is much of only when it is asked for', () => {
    const seen = {
      ...facts(sent('answer', 5)),
      happenings: ['talk', 'webhook', 'callback', 'push', 'unreached'].map((word) => ({
        word,
        texts: ['x'],
      })),
    };
    const listed = (text: string) => verdictOf(outcome, seen, demanding([text])).happened;
    expect(listed('busy')).toEqual(['talk:x']);
    expect(listed('push:bob')).toEqual(['talk:x', 'push:x']);
    expect(listed('webhook:y')).toEqual(['talk:x', 'webhook:x']);
  });

  it.each<[limit: Partial<Demands>, ok: boolean, actual: readonly string[]]>([
    [{ maxAnswerMs: 2000 }, true, []],
    [{ maxAnswerMs: 1499 }, false, ['answer after 1.5 s']],
    [{ maxReplyMs: 3000 }, true, []],
    [{ maxReplyMs: 2000 }, false, ['input after 2.5 s']],
    [{ maxReplyMs: 500 }, false, ['answer after 1.5 s', 'input after 2.5 s']],
  ])('holds replies to their time: %o', (limit, ok, actual) => {
    const verdict = verdictOf(
      outcome,
      facts(sent('answer', 1500), sent('input', 2500)),
      demanding([], limit),
    );
    expect(verdict).toMatchObject({ ok, expectations: [{ ok, actual }] });
  });

  it('is not content with an answer in time when nobody was asked', () => {
    expect(verdictOf(outcome, facts(), demanding([], { maxAnswerMs: 2000 }))).toMatchObject({
      ok: false,
      expectations: [{ expected: 'an answer within 2 s', none: 'no webhook was sent' }],
    });
  });
});
