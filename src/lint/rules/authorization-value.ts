import { isJsonObject } from '../../vonage/json.ts';
import { hasOption, placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const authorizationValue: Rule = {
  id: 'authorization-value',
  severity: 'error',
  law: 'The authorization of a WebSocket has a "value" if its "type" is "custom", and only then.',
  why: 'There is nothing to send as the Authorization header: the server will not know who calls.',
  source: 'ncco.md §4.3, §15 row 21',
  create: ({ report }) => ({
    'option websocket.authorization'(endpoint) {
      const value = endpoint.value['authorization'];
      if (!isJsonObject(value)) return;
      const node = { value, place: placeOf(endpoint, 'authorization') };
      const isCustom = node.value['type'] === 'custom';
      if (isCustom && !hasOption(node, 'value')) {
        report({
          place: placeOf(node, 'type'),
          message: '"authorization" of type "custom" needs a "value"',
          suggestion: 'add "value" with the whole header, such as "Bearer …"',
        });
      } else if (
        !isCustom &&
        hasOption(node, 'value') &&
        (node.value['type'] === 'vonage' || !hasOption(node, 'type'))
      ) {
        report({
          place: placeOf(node, 'value'),
          atName: true,
          severity: 'warning',
          message: '"value" has no effect unless "type" is "custom"',
          why: 'The handshake carries the JWT of signed webhooks instead.',
          suggestion: 'write "type": "custom", or leave "value" out',
        });
      }
    },
  }),
};
