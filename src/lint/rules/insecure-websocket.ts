import type { Rule } from '../rule.ts';
import { partsOfUrl } from '../urls.ts';

export const insecureWebsocket: Rule = {
  id: 'insecure-websocket',
  severity: 'warning',
  law: 'A WebSocket on the internet is encrypted: wss://.',
  why: 'The audio of the call, and the headers, cross the internet as everybody can hear and read them.',
  source: 'ncco.md §4.3, §15 row 20',
  create: ({ report }) => ({
    'text websocket-url'({ value, place }) {
      const parts = partsOfUrl(value);
      if (parts?.scheme !== 'ws' || parts.isLocal) return;
      report({
        place,
        part: { text: 'ws', offset: 0 },
        message: 'this WebSocket is not encrypted',
        suggestion: 'write wss://…, if the server can do it',
      });
    },
  }),
};
