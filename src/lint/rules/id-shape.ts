import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

const LEG = /^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const CONVERSATION = /^CON-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const idShape: Rule = {
  id: 'id-shape',
  severity: 'warning',
  law: 'The id of a leg is the `uuid` of its webhooks, that of a conversation begins with CON-.',
  why: 'Vonage finds no leg or conversation of this id.',
  source: 'ncco.md §3, §9, §11',
  create: ({ report }) => ({
    'text leg-id'({ value, place, name }) {
      if (LEG.test(value)) return;
      report({
        place,
        message: `"${name}" takes the uuid of a leg; this is ${quote(value)}`,
        suggestion: value.startsWith('CON-')
          ? 'this is a conversation; take "uuid" of the webhook'
          : 'take "uuid" of a webhook',
      });
    },
    'text conversation-id'({ value, place, name }) {
      if (CONVERSATION.test(value)) return;
      report({
        place,
        message: `"${name}" takes the id of a conversation; this is ${quote(value)}`,
        suggestion: 'take "conversation_uuid" of a webhook: CON-…',
      });
    },
  }),
};
