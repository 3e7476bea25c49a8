import type { ValueNode } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { partsOfUrl, unsetWordOfUrl } from '../urls.ts';
import { quote } from '../words.ts';

type Schemes = readonly [plain: string, secure: string];

const HTTP: Schemes = ['http', 'https'];
const WEBSOCKET: Schemes = ['ws', 'wss'];

export const invalidUrl: Rule = {
  id: 'invalid-url',
  severity: 'error',
  law: 'A URL is absolute and begins with http:// or https://, that of a WebSocket with ws:// or wss://.',
  why: 'Vonage has nothing to ask or to play: the action fails when it is reached.',
  source: 'ncco.md §1 row 6, §4.3, §7, §15 row 3',
  create: ({ report }) => ({
    'text http-url'(node) {
      check(report, node, HTTP);
    },
    'text websocket-url'(node) {
      check(report, node, WEBSOCKET);
    },
  }),
};

const check = (
  report: Context['report'],
  { value, place, name, isUncertain }: ValueNode & { readonly value: string },
  schemes: Schemes,
): void => {
  const parts = partsOfUrl(value);
  if (parts && schemes.includes(parts.scheme)) return;
  // Those have words of their own.
  if (value === '' || unsetWordOfUrl(value) !== undefined) return;
  const [plain, secure] = schemes;
  const isSecure = /^(https|wss)$/.test(parts?.scheme ?? '');
  const better = parts && /^(https?|wss?)$/.test(parts.scheme) ? (isSecure ? secure : plain) : undefined;
  report({
    place,
    isUncertain,
    message: parts
      ? `"${name}" has to begin with ${plain}:// or ${secure}://; this begins with ${quote(`${parts.scheme}://`)}`
      : `"${name}" has to be a whole URL; this is ${quote(value)}`,
    suggestion: adviceFor(value, plain, secure, better),
    fix:
      better === undefined
        ? undefined
        : {
            title: `write ${better}://`,
            edits: [{ do: 'replace-value', place, value: value.replace(/^[a-z]+/i, better) }],
          },
  });
};

const adviceFor = (
  value: string,
  plain: string,
  secure: string,
  better: string | undefined,
): string | undefined => {
  if (better !== undefined) return `write ${better}://…`;
  if (/\s/.test(value)) return 'a URL has no spaces; write %20';
  if (value.startsWith('/')) return `Vonage knows no base: write ${secure}://your-host${value.slice(0, 20)}`;
  return `write ${secure}://… or ${plain}://…`;
};
