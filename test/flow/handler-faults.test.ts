import { expect, it } from 'vitest';
import { handlerFaults } from '../../src/flow/handler-faults.ts';
import { defaultSettings } from '../../src/vonage/application.ts';
import type { SlotId } from '../../src/vonage/slots.ts';
import { exchange, status } from '../support/ivr-call.ts';

const NO_ROUTE = 'your server has no POST /event (404): add the route and answer with 204';

it.each<[borrowed: readonly SlotId[], advice: string]>([
  [
    ['voice.answer', 'voice.event', 'rtc.event'],
    `${NO_ROUTE}, or leave that slot alone: --borrow voice.answer,rtc.event`,
  ],
  [['voice.answer', 'voice.event'], `${NO_ROUTE}, or leave that slot alone: --borrow voice.answer`],
  // Nothing would be left to borrow.
  [['voice.event'], NO_ROUTE],
  // The application leads here by somebody else's doing.
  [['rtc.event'], NO_ROUTE],
  [[], NO_ROUTE],
])('a missing route for events, with %j borrowed', (borrowed, advice) => {
  const { request, content, target } = exchange(1, 'voice.event', status(0, 'started', {}));
  const faults = handlerFaults({
    request: { ...request, path: '/event' },
    content,
    target,
    use: 'ignores',
    reply: { status: 404, headers: {}, body: '' },
    text: '',
    settingsOf: defaultSettings,
    borrowed,
  });
  expect(faults).toEqual([advice]);
});
