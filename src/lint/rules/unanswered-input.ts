import type { ActionNode } from '../node.ts';
import { hasOption, isTemplate, placeOf } from '../node.ts';
import type { Context, Rule } from '../rule.ts';
import { variablesOf } from '../templates.ts';

export const unansweredInput: Rule = {
  id: 'unanswered-input',
  severity: 'warning',
  law: 'The last `input` of an NCCO has an "eventUrl" that replies with the next NCCO.',
  why: "The result goes to the application's event URL. Unless that replies with an NCCO the call ends here.",
  source: 'ncco.md §9',
  note: 'An `input` that is not the last action is left alone: without a reply the actions after it run. A `notify` always says where it goes, and a reply to it may be empty.',
  create: (context) => ({
    'ncco with input'(actions) {
      const last = actions.at(-1);
      if (last?.name !== 'input' || last.value['mode'] === 'asynchronous') return;
      if (!hasOption(last, 'eventUrl')) {
        context.report({
          place: placeOf(last, 'action'),
          message: 'this "input" is the last action and has no "eventUrl"',
          suggestion: 'add "eventUrl" with the address that replies with an NCCO',
        });
        return;
      }
      const address = silentAddress(last, context);
      if (address === undefined) return;
      context.report({
        place: placeOf(last, 'eventUrl'),
        message: `this "input" is the last action, and "urls.${address}" does not reply with an NCCO`,
        suggestion: 'name an NCCO: {{ urls.… }}',
      });
    },
  }),
};

/** A name of `urls.…` behind which there is no NCCO. */
const silentAddress = (node: ActionNode, { addresses, answeringAddresses }: Context): string | undefined => {
  const urls = node.value['eventUrl'];
  const url: unknown = Array.isArray(urls) ? urls[0] : undefined;
  if (!answeringAddresses || typeof url !== 'string' || !isTemplate(url)) return undefined;
  const [root, address] = variablesOf(url)[0]?.name.split('.') ?? [];
  const isKnown = root === 'urls' && address !== undefined && addresses?.has(address) === true;
  return isKnown && !answeringAddresses.has(address) ? address : undefined;
};
