import type { Rule } from '../rule.ts';
import { orList, quote } from '../words.ts';

export const unknownContentType: Rule = {
  id: 'unknown-content-type',
  severity: 'warning',
  law: 'The audio of a WebSocket is audio/l16 with 8000, 16000 or 24000 samples a second.',
  why: 'Vonage does not open the WebSocket, or sends audio that the server takes for something else.',
  source: 'ncco.md §4.3, §15 row 20',
  create: ({ report }) => ({
    'text plain'({ expected, value, name, place }) {
      if (name !== 'content-type' || expected.is !== 'text' || expected.known?.includes(value) !== false)
        return;
      const { known } = expected;
      const plain = value.replace(/\s/g, '').toLowerCase();
      const same = known.find((one) => one === plain);
      report({
        place,
        message: `"content-type" is ${quote(value)}; known: ${orList(known)}`,
        suggestion: same === undefined ? undefined : `write "${same}", without a space`,
        fix:
          same === undefined
            ? undefined
            : {
                title: `write "${same}"`,
                isSafe: true,
                edits: [{ do: 'replace-value', place, value: same }],
              },
      });
    },
  }),
};
