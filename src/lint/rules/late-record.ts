import { type ActionNode, hasOption, isTrue, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const lateRecord: Rule = {
  id: 'late-record',
  severity: 'warning',
  law: 'A `record` that is to cover a conversation stands before it.',
  why: 'It begins when it is reached: after the call that it should record is over.',
  source: 'ncco.md §2, §15 row 28',
  note: 'A `record` that ends by itself ("endOnSilence", "endOnKey", "timeOut") or beeps is a voicemail, and may come last.',
  create: ({ report }) => ({
    'ncco with record'(actions) {
      let covered: ActionNode | undefined;
      for (let index = 0; index < actions.length; index += 1) {
        const action = actions[index];
        if (action?.name === 'connect' || action?.name === 'conversation') covered = action;
        if (action?.name !== 'record' || !covered || isVoicemail(action) || index < actions.length - 1)
          continue;
        report({
          place: placeOf(action, 'action'),
          message: `this "record" begins when "${covered.name}" is over`,
          suggestion: `put it before "${covered.name}"`,
          related: [{ place: placeOf(covered, 'action'), message: `"${covered.name}" is here` }],
        });
      }
    },
  }),
};

const isVoicemail = (node: ActionNode): boolean =>
  isTrue(node, 'beepStart') || ['endOnSilence', 'endOnKey', 'timeOut'].some((name) => hasOption(node, name));
