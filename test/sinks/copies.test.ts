import { expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import { copies } from '../../src/sinks/copies.ts';
import { exchange, status } from '../support/ivr-call.ts';

it('tells another server from the next webhook on, and what waits to the one before', async () => {
  const told: string[] = [];
  let reply = (): void => {};
  const mayReply = new Promise<void>((resolve) => {
    reply = resolve;
  });
  const sink = copies('http://one', {
    send: async (url, { id }) => {
      await mayReply;
      told.push(`${url} ${id}`);
      return undefined;
    },
    tell: () => undefined,
    now: () => 0,
    sleep: () => new Promise(() => undefined),
  });
  const note = (id: number): void => {
    const made: Exchange = exchange(1, 'voice.event', status(0, 'started', {}));
    sink.note({
      type: 'exchange',
      at: 0,
      flow: undefined,
      exchange: { ...made, request: { ...made.request, id } },
    });
  };
  // Four are asked at once, and a fifth waits.
  for (const id of [1, 2, 3, 4, 5]) note(id);
  sink.tellTo('http://two');
  note(6);
  sink.tellTo(undefined);
  note(7);
  reply();
  await sink.finish();
  expect(told.toSorted()).toEqual([1, 2, 3, 4, 5].map((id) => `http://one ${id}`).concat('http://two 6'));
});
