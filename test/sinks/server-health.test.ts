import { expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import { serverHealth } from '../../src/sinks/server-health.ts';

/** What each reply says: milliseconds, or `down`, or `broken` when it was of no use; of another server with its name in front. */
const news = (replies: string): string => {
  const health = serverHealth();
  return replies
    .split(' ')
    .map((reply) => {
      const [, name = 'a', took = ''] = /^(?:(\w):)?(\w+)$/.exec(reply) ?? [];
      const exchange = {
        origin: {
          by: 'forward',
          url: `http://${name}:8080/event`,
          milliseconds: Number(took) || 0,
          ...(took === 'down' && { failure: 'it is down', isDown: true }),
          ...(took === 'broken' && { failure: 'its reply was too large' }),
        },
        deadline: { slot: 'voice.event', limit: 10_000, tunnel: 0 },
      } as unknown as Exchange;
      return health(exchange) ?? '-';
    })
    .join(', ');
};

it.each([
  ['5 broken broken 5', '-, -, still down, -'],
  ['down broken 5', '-, -, up again'],
  ['5 5 5', '-, -, -'],
  ['down down 5', '-, still down, up again'],
  ['down b:down a:down b:5', '-, -, still down, up again'],
  ['1200 5 1200', '-, -, -'],
  ['1200 1000 1500 2000 5 5 5 5', '-, -, slow, -, -, -, quick again, -'],
  ['1200 b:5 1200 b:5 1200', '-, -, -, -, slow'],
])('%s → %s', (replies, expected) => {
  expect(news(replies)).toBe(expected);
});
