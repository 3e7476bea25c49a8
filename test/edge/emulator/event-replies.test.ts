import { describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { type BackendReply, fixedClock, startBackend } from '../../support/emulator-backend.ts';
import { pointWebhooks } from '../../support/point-webhooks.ts';

/** What real apps reply to events, and what the call has to complain of (`URL` is the server's address). */
const REPLIES: readonly (readonly [name: string, reply: BackendReply, complaint: string | undefined])[] = [
  ['200 with text', { status: 200, body: 'OK' }, undefined],
  ['200 with nothing', { status: 200 }, undefined],
  ['200 with HTML', { status: 200, body: '<html></html>' }, undefined],
  ['204', { status: 204 }, undefined],
  ['201 with JSON', { status: 201, body: { success: true } }, undefined],
  ['[]', { status: 200, body: [] }, undefined],
  ['{"success":true}', { status: 200, body: { success: true } }, undefined],
  ['null', { status: 200, body: 'null' }, undefined],
  ['404', { status: 404, body: 'Cannot POST /event' }, 'failed, tried once: HTTP 404'],
  ['500', { status: 500 }, 'failed, tried once: HTTP 500'],
  ['never', { afterMs: 60_000 }, 'failed, tried twice: no reply within 1000 ms'],
];

const busy = { callees: { '447700900444': { does: 'busy' } } } as const;

/** An app whose every event reply is the same, and the caller hears all three sentences or the call went astray. */
const NCCO = [
  { action: 'talk', text: 'One' },
  { action: 'input', type: ['dtmf'], dtmf: { timeOut: 1 } },
  { action: 'talk', text: 'Two' },
  { action: 'notify', payload: { step: 1 }, eventUrl: ['URL/event'] },
  {
    action: 'connect',
    from: '14155550100',
    endpoint: [{ type: 'phone', number: '447700900444' }],
    eventType: 'synchronous',
    eventUrl: ['URL/event'],
  },
  { action: 'talk', text: 'Three' },
];

describe('a reply to an event', () => {
  it.concurrent.for<(typeof REPLIES)[number]>(REPLIES)(
    '%s lets the call go on',
    { timeout: 60_000 },
    async ([_name, reply, complaint], { onTestFinished }) => {
      const backend = await startBackend(({ path }) =>
        path === '/answer' ? { body: JSON.stringify(NCCO).replaceAll('URL', backend.url) } : reply,
      );
      onTestFinished(backend.close);
      const emulator = await startEmulatorHost({
        clock: fixedClock,
        seed: 'replies',
        speed: 'instant',
        numbers: ['14155550100'],
        users: [],
      });
      onTestFinished(emulator.close);
      const event_url = { address: `${backend.url}/event`, http_method: 'POST' };
      await pointWebhooks(emulator, {
        voice: {
          answer_url: { address: `${backend.url}/answer`, http_method: 'GET' },
          event_url: { ...event_url, socket_timeout: 1000 },
        },
      });
      const actions: string[] = [];
      emulator.subscribe(({ event }) => {
        if (event.name === 'action-started') actions.push(event.action);
      });
      const outcome = await emulator.placeCall({
        from: '14155550123',
        to: '14155550100',
        press: [],
        ...busy,
      });
      expect(outcome.completed).toBe(true);
      expect(actions).toEqual(['talk', 'input', 'talk', 'notify', 'connect', 'talk']);
      // One line for what nobody waits for, however many events there were; one for each kind that somebody did.
      const said = outcome.problems.map((problem) => problem.replace(backend.url, 'URL'));
      expect(said).toEqual(
        complaint === undefined
          ? []
          : ['', ' (input)', ' (notify)', ' (busy)'].map((kind) => `POST URL/event${kind} ${complaint}`),
      );
    },
  );
});
