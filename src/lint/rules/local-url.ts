import type { ValueNode } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { partsOfUrl, UNSET_WORDS } from '../urls.ts';
import { quote } from '../words.ts';

export const localUrl: Rule = {
  id: 'local-url',
  severity: 'warning',
  law: 'A URL has a host that Vonage can reach from the internet.',
  why: 'On the real platform nothing of yours is asked: the action fails, or its webhook is lost.',
  source: 'ncco.md §1 row 6, field studies',
  note: 'Not reported where the calls are made on this machine, as with the emulator.',
  create: ({ report, reachesLocalhost }) => {
    if (reachesLocalhost) return {};
    const check = (node: ValueNode & { readonly value: string }): void => checkHost(report, node);
    return { 'text http-url': check, 'text websocket-url': check };
  },
};

const checkHost = (
  report: Context['report'],
  { value, place, name }: ValueNode & { readonly value: string },
): void => {
  const parts = partsOfUrl(value);
  if (!parts?.isLocal || UNSET_WORDS.has(parts.host)) return;
  const { host } = parts;
  report({
    place,
    part: { text: host, offset: value.toLowerCase().indexOf(host) },
    message: `"${name}" leads to ${quote(host)}, which Vonage cannot reach`,
    suggestion: 'write {{ urls.… }}, or the public address of your server or tunnel',
  });
};
