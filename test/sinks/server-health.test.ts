import { expect, it } from 'vitest';
import type { Exchange, ReplyOrigin } from '../../src/flow/exchange.ts';
import { serverHealth } from '../../src/sinks/server-health.ts';

/**
 * What each reply says: milliseconds, or `down`, or `broken` when it was of no use; of another server with its name in
 * front, and with `+net` where the safety net answered for it: then also `late`, and milliseconds of a reply that it replaced.
 */
const news = (replies: string): string => {
  const health = serverHealth();
  return replies
    .split(' ')
    .map((reply) => {
      const [, name = 'a', took = '', net] = /^(?:(\w):)?(\w+)(\+net)?$/.exec(reply) ?? [];
      const url = `http://${name}:8080/event`;
      const milliseconds = took === 'late' ? 4000 : Number(took) || 0;
      const failure =
        took === 'down' ? 'it is down' : took === 'broken' ? 'its reply was too large' : undefined;
      const isDown = took === 'down' && { isDown: true };
      const origin: ReplyOrigin = net
        ? {
            by: 'ncco',
            name: 'sorry',
            actions: [],
            insteadOf: {
              url,
              milliseconds,
              why: failure ?? 'it was wrong, or late',
              ...(failure && { isFailure: true }),
              ...isDown,
              ...(took === 'late' && { isLate: true }),
            },
          }
        : { by: 'forward', url, milliseconds, ...(failure && { failure }), ...isDown };
      const deadline = { slot: 'voice.event', limit: 10_000, tunnel: 0 };
      return health({ origin, ...(!net && { deadline }) } as unknown as Exchange) ?? '-';
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

it.each([
  ['down+net down+net 5', '-, still down, up again'],
  ['down+net down 5+net', '-, still down, up again'],
  ['down down+net b:5 down+net', '-, still down, -, still down'],
  ['broken+net broken+net 5', '-, still down, -'],
  ['late+net late+net late+net 5 5 5', '-, -, slow, -, -, quick again'],
  ['1200+net 1200 late+net', '-, -, slow'],
  // Whether it is there again is not known before it says something.
  ['down late+net down+net late+net 5', '-, -, still down, -, up again'],
])('with a safety net: %s → %s', (replies, expected) => {
  expect(news(replies)).toBe(expected);
});

/** Every story of up to five exchanges with one server. */
const stories = (words: readonly string[], length: number): readonly (readonly string[])[] =>
  length === 0
    ? [[]]
    : stories(words, length - 1).flatMap((before) => words.map((word) => [...before, word]));

it('law: a server that fails alike is told alike, with a safety net and without', () => {
  for (const story of stories(['5', '1200', 'down', 'broken'], 5))
    expect(news(story.map((word) => `${word}+net`).join(' '))).toBe(news(story.join(' ')));
});

it('law: nothing is told twice in a row of a server that is down', () => {
  for (const story of stories(['5+net', 'down+net', 'late+net', 'down'], 5)) {
    const told = news(story.join(' ')).split(', ');
    let isDown = false;
    story.forEach((word, at) => {
      const fails = word.startsWith('down');
      if (fails) expect(told[at]).toBe(isDown ? 'still down' : '-');
      else if (word.startsWith('5')) expect(told[at] === 'up again').toBe(isDown);
      if (!word.startsWith('late')) isDown = fails;
    });
  }
});
