import type { CallOutcome } from '../../edge/emulator/running-emulator.ts';
import type { Demands } from '../../edge/scenario/scenario.ts';
import type { UnusedReaction } from '../../emulator/script.ts';
import type { CallFacts, SentWebhook } from '../../flow/expect/call-facts.ts';
import { LISTED_ON_DEMAND } from '../../flow/expect/happening.ts';
import { asExpected, type Judged, judgeCall } from '../../flow/expect/judge-call.ts';

/** Whether a call went well and as expected, and if not, why. */
export interface Verdict {
  readonly ok: boolean;
  readonly problems: readonly string[];
  /** What was scripted and never came to be; a call of which something is expected fails by it. */
  readonly unused: readonly string[];
  readonly expectations: readonly Judged[];
  /** Why somebody hung up when the script did not say it: `the caller heard the same NCCO 5 times`. */
  readonly gaveUp?: string;
  /** All that happened, in the words of expectations; only of a call that did not go as expected. */
  readonly happened?: readonly string[];
  readonly call: string;
  readonly conversation: string;
  /** Webhooks that the platform sent, tries counted singly. */
  readonly webhooks: number;
}

/**
 * Judges a call: wrong are an error webhook, a refused NCCO, a webhook that nobody answered, a missing `completed`, and what was
 * demanded and did not happen. A problem that was expected is none.
 */
export const verdictOf = (outcome: CallOutcome, facts: CallFacts | undefined, demands: Demands): Verdict => {
  const { happenings = [], webhooks = [] } = facts ?? {};
  const problems = [...outcome.problems];
  if (!outcome.completed) problems.push('the caller’s leg never reached "completed"');
  const told = [...happenings, ...problems.map((problem) => ({ word: 'problem', texts: [problem] }))];
  const judged = judgeCall(told, demands.expectations, demands.inOrder);
  const expectations = [...judged, ...slowReplies(webhooks, demands)];
  const expected = demands.expectations.filter(({ isForbidden }) => !isForbidden);
  const left = problems.filter(
    (problem) => !expected.some(({ word, matches }) => word === 'problem' && matches(problem)),
  );
  const isErrorExpected = expected.some(
    ({ word, matches }) => word === 'problem' || (word === 'webhook' && matches('error')),
  );
  if (webhooks.some(({ kind }) => kind === 'error') && !isErrorExpected)
    left.push('the platform sent an error webhook');
  const unused = (outcome.unused ?? []).map(unusedWords);
  const ok =
    left.length === 0 &&
    expectations.every((one) => one.ok) &&
    (unused.length === 0 || expectations.length === 0);
  const wanted = new Set(demands.expectations.map(({ word }) => word));
  return {
    ok,
    problems: left,
    unused,
    expectations,
    ...(facts?.gaveUp && { gaveUp: `the ${facts.gaveUp.by} ${facts.gaveUp.why}` }),
    ...(!ok &&
      expectations.length > 0 && {
        happened: told.filter(({ word }) => wanted.has(word) || !LISTED_ON_DEMAND.has(word)).map(asExpected),
      }),
    call: outcome.call,
    conversation: outcome.conversation,
    webhooks: webhooks.length,
  };
};

const slowReplies = (
  webhooks: readonly SentWebhook[],
  { maxAnswerMs, maxReplyMs }: Demands,
): readonly Judged[] => [
  ...(maxAnswerMs === undefined
    ? []
    : [
        within(
          'an answer',
          maxAnswerMs,
          webhooks.filter(({ kind }) => kind === 'answer'),
        ),
      ]),
  ...(maxReplyMs === undefined ? [] : [within('each reply', maxReplyMs, webhooks)]),
];

const within = (what: string, limitMs: number, webhooks: readonly SentWebhook[]): Judged => {
  const slow = webhooks.filter(({ milliseconds }) => milliseconds > limitMs);
  return {
    expected: `${what} within ${secondsText(limitMs)}`,
    ok: webhooks.length > 0 && slow.length === 0,
    none: 'no webhook was sent',
    actual: slow.map(({ kind, milliseconds }) => `${kind} after ${secondsText(milliseconds)}`),
  };
};

const secondsText = (milliseconds: number): string => `${Number((milliseconds / 1000).toFixed(3))} s`;

const unusedWords = ({ by, press, say, does, state, at }: UnusedReaction): string => {
  if (does !== undefined) return `${by}=${does} came to nothing: a real app decided for ${by}`;
  if (state !== undefined) return `${by}=${state}@${at}s came to nothing: the call was over`;
  const who = by === 'caller' ? 'the caller' : by;
  const what = press === undefined ? `"${say ?? ''}"` : press;
  const never = `${what}${at === undefined ? '' : `@${at}s`} was never ${press === undefined ? 'said' : 'pressed'}`;
  return at === undefined ? `${never}: nothing asked ${who} for it` : `${never}: ${who} was no longer there`;
};
