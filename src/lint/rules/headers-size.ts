import { isJsonObject } from '../../vonage/json.ts';
import { WEBSOCKET_HEADERS_BYTES } from '../../vonage/ncco/endpoints.ts';
import { placeOf } from '../node.ts';
import type { Rule } from '../rule.ts';

export const headersSize: Rule = {
  id: 'headers-size',
  severity: 'warning',
  law: 'The "headers" of a WebSocket take 512 bytes as JSON at most.',
  why: 'They come with the first frame and with every event; Vonage has a limit for them.',
  source: 'ncco.md §4.3, §15 row 20',
  create: ({ report }) => ({
    'option websocket.headers'(node) {
      const { headers } = node.value;
      if (!isJsonObject(headers)) return;
      const text = JSON.stringify(headers);
      // No character takes more than three bytes.
      if (text.length * 3 <= WEBSOCKET_HEADERS_BYTES) return;
      // Nobody knows how long a template becomes.
      if (text.includes('{{')) return;
      const bytes = new TextEncoder().encode(text).length;
      if (bytes <= WEBSOCKET_HEADERS_BYTES) return;
      report({
        place: placeOf(node, 'headers'),
        atName: true,
        message: `"headers" take ${bytes} bytes as JSON; allowed: ${WEBSOCKET_HEADERS_BYTES}`,
        suggestion: 'send an id, and look the rest up on the server',
      });
    },
  }),
};
