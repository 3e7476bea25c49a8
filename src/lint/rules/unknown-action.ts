import { didYouMean } from '../../text/did-you-mean.ts';
import { isJsonObject } from '../../vonage/json.ts';
import { ACTIONS } from '../../vonage/ncco.ts';
import type { Rule } from '../rule.ts';
import { orList, quote } from '../words.ts';

const NAMES = Object.keys(ACTIONS);
const ALLOWED = orList(NAMES);

/** Words of other platforms, and what does the same here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  dial: 'to call somebody write "connect"',
  enqueue: 'for a queue with music write "conversation" with "musicOnHoldUrl" and "startOnEnter": false',
  gather: 'to wait for keys or speech write "input"',
  hangup: 'leave it out: the call ends after the last action',
  hold: 'for music while somebody waits write "conversation" with "musicOnHoldUrl"',
  pause: 'to wait without a sound write "wait" with "timeout"',
  pay: 'it was removed in 2023; there is nothing in its place',
  play: 'to play a file write "stream" with "streamUrl", to speak a text "talk"',
  redirect: 'to go on with another NCCO write "notify" or "input", whose webhook replies with it',
  reject: 'leave it out: reply with an HTTP error or an empty NCCO',
  say: 'to speak a text write "talk"',
  sleep: 'to wait without a sound write "wait" with "timeout"',
};

export const unknownAction: Rule = {
  id: 'unknown-action',
  severity: 'error',
  law: `An action is one of ${ALLOWED}.`,
  why: 'Vonage refuses the whole NCCO, also what stands before this action, and drops the call.',
  source: 'ncco.md §1 rows 2 and 3, §12, §15 row 2',
  create: ({ report }) => ({
    entry(value, at) {
      const action = isJsonObject(value) && Object.hasOwn(value, 'action') ? value['action'] : undefined;
      if (typeof action !== 'string') return;
      const place = { parent: at, step: 'action' };
      const name = action.trim().toLowerCase();
      const advice = Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
      const isSame = NAMES.includes(name);
      report({
        place,
        message: `there is no action ${quote(action)}; allowed: ${ALLOWED}`,
        suggestion: advice ?? (isSame ? `write "${name}"` : didYouMean(action, NAMES)),
        // Only what differs in case or spaces is certain.
        fix: isSame
          ? { title: `write "${name}"`, isSafe: true, edits: [{ do: 'replace-value', place, value: name }] }
          : undefined,
      });
    },
  }),
};
