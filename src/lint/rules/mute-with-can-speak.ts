import { isTrue, type ObjectNode, placeOf } from '../node.ts';
import type { Context, Rule } from '../rule.ts';

export const muteWithCanSpeak: Rule = {
  id: 'mute-with-can-speak',
  severity: 'error',
  law: '"mute": true and "canSpeak" do not stand together.',
  why: 'Vonage does not support the pair; SDKs refuse it.',
  source: 'ncco.md §3, §11, §15 row 12',
  create: ({ report }) => ({
    'option conversation.canSpeak': (node) => check(node, report),
    'option transfer.canSpeak': (node) => check(node, report),
  }),
};

const check = (node: ObjectNode, report: Context['report']): void => {
  if (!isTrue(node, 'mute')) return;
  report({
    place: placeOf(node, 'mute'),
    atName: true,
    message: '"mute" cannot stand beside "canSpeak"',
    suggestion: 'leave "canSpeak" out: who is muted is heard by nobody',
    related: [{ place: placeOf(node, 'canSpeak'), atName: true, message: '"canSpeak" is here' }],
  });
};
