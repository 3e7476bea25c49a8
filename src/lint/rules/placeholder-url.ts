import type { ValueNode } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { partsOfUrl } from '../urls.ts';
import { quote } from '../words.ts';

export const placeholderUrl: Rule = {
  id: 'placeholder-url',
  severity: 'info',
  law: 'A URL has a real host, not one of an example.',
  why: 'Nobody answers there.',
  source: 'RFC 2606, field studies',
  create: ({ report }) => {
    const check = (node: ValueNode & { readonly value: string }): void => checkHost(report, node);
    return { 'text http-url': check, 'text websocket-url': check };
  },
};

const checkHost = (
  report: Context['report'],
  { value, place, name }: ValueNode & { readonly value: string },
): void => {
  const parts = partsOfUrl(value);
  if (!parts?.isPlaceholder) return;
  const { host } = parts;
  report({
    place,
    part: { text: host, offset: value.toLowerCase().indexOf(host) },
    message: `"${name}" has the host ${quote(host)} of an example`,
    suggestion: 'write your own host',
  });
};
