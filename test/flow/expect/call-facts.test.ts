import { expect, it } from 'vitest';
import { collectFacts } from '../../../src/flow/expect/call-facts.ts';
import { asExpected } from '../../../src/flow/expect/judge-call.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';

/** What happened in each of two calls that run at once, `a` and `b`, in which alice has the leg `a-alice` and `b-alice`. */
const happenedIn = (...events: readonly PlatformEvent[]) => {
  const facts = collectFacts();
  const note = (event: PlatformEvent): void => facts.note({ type: 'platform', at: 1, event });
  for (const call of ['a', 'b']) {
    const conversation = `CON-${call}`;
    note({ name: 'call-placed', call, leg: call, conversation, from: '1', to: '2' });
    note({
      ...{ name: 'leg-status', call, leg: `${call}-alice`, conversation, status: 'started' },
      ...{ direction: 'outbound', channel: 'app', from: '1', to: 'alice' },
      ...{ detail: undefined, disconnectedBy: undefined, duration: undefined, price: undefined },
    });
  }
  for (const event of events) note(event);
  const happened = (call: string) => facts.take(call)!.happenings.slice(1).map(asExpected);
  return { a: happened('a'), b: happened('b') };
};

const toAlice = (
  via: 'callback' | 'push' | 'nothing',
  event: string,
  leg: string | undefined,
  conversation: string,
): PlatformEvent => ({
  name: 'client-event',
  user: 'alice',
  ...{ conversation, leg, event, via },
  state: ({ callback: 'foreground', push: 'background', nothing: 'offline' } as const)[via],
  payload: undefined,
});

it('what a user gets belongs to the call of the leg, else of the conversation', () => {
  expect(
    happenedIn(
      toAlice('push', 'member:invited', 'b-alice', 'CON-b'),
      toAlice('callback', 'member:joined', 'b-alice', 'CON-standup'),
      toAlice('nothing', 'message', undefined, 'CON-a'),
      // Of two calls that have gone there, nobody knows which is meant.
      toAlice('callback', 'message', undefined, 'CON-standup'),
    ),
  ).toEqual({
    a: ['unreached:alice message'],
    b: ['push:alice member:invited', 'callback:alice member:joined'],
  });
});
