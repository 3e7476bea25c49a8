import { nearest } from '../../text/did-you-mean.ts';
import type { Rule } from '../rule.ts';
import { MOST_PER_TEXT, variablesOf } from '../templates.ts';
import { orList, quote } from '../words.ts';

export const unknownAddress: Rule = {
  id: 'unknown-address',
  severity: 'error',
  law: '`urls.…` names an NCCO of the config or one of its webhook addresses, `wss.…` one of its `sockets` or one that is built in.',
  why: 'There is no address to put in: the last-resort NCCO is served instead.',
  source: 'the config file',
  note: 'Only where the names are known: for NCCOs of a config.',
  create: ({ report, addresses }) => {
    if (!addresses) return {};
    return {
      oddText({ value, place }) {
        for (const { name, offset } of variablesOf(value).slice(0, MOST_PER_TEXT)) {
          const [root, rest] = name.split('.');
          if ((root !== 'urls' && root !== 'wss') || rest === undefined) continue;
          const address = `${root}.${rest}`;
          if (addresses.has(address)) continue;
          const near = nearest(address, addresses);
          report({
            place,
            part: { text: name, offset },
            message: `there is no address ${quote(name)}`,
            suggestion:
              near[0] === undefined
                ? `addresses: ${orList([...addresses]).replace(/ or /, ' and ')}`
                : `did you mean ${quote(near[0])}?`,
          });
        }
      },
    };
  },
};
