import { nearest } from '../../text/did-you-mean.ts';
import { isTemplate, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';
import { quote } from '../words.ts';

export const unknownUser: Rule = {
  id: 'unknown-user',
  severity: 'warning',
  law: 'An app endpoint names a user of the application.',
  why: 'Nobody rings: the call goes on with the next action.',
  source: 'ncco.md §4.2',
  note: 'Only where the users are known: with `users` in the config.',
  create: ({ report, users }) => {
    if (!users) return {};
    return {
      'option app.user'(node) {
        const { user } = node.value;
        if (typeof user !== 'string' || user === '' || isTemplate(user) || users.has(user)) return;
        const near = nearest(user, users)[0];
        report({
          place: placeOf(node, 'user'),
          message: `there is no user ${quote(user)} in the config`,
          suggestion: near === undefined ? 'add it to "users"' : `did you mean "${near}"?`,
        });
      },
    };
  },
};
