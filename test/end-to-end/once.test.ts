import { expect, it, onTestFinished } from 'vitest';
import { startBackend } from '../support/emulator-backend.ts';
import { pointWebhooks } from '../support/point-webhooks.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

it('listen --once waits for what the server still works at when the platform has given up on it', async () => {
  const server = await startBackend(({ method, body }) =>
    method === 'GET'
      ? { body: [{ action: 'talk', text: 'Hello' }] }
      : { status: 204, afterMs: body.includes('"completed"') ? 2500 : 0 },
  );
  onTestFinished(() => server.close());
  const emulator = await watchedEmulator();
  await pointWebhooks(emulator, {
    voice: {
      answer_url: { address: `${server.url}/answer`, http_method: 'GET' },
      event_url: { address: `${server.url}/event`, http_method: 'POST', socket_timeout: 1000 },
    },
  });
  const listen = await startListening(
    [`--emulator=${emulator.api}`, '--forward', server.url, '--borrow', 'voice.answer,voice.event'].concat([
      '--call',
      '--once',
    ]),
    emptyPlace(),
  );
  expect((await listen.ended).code).toBe(1);
  const told = listen.lines().filter(({ type }) => type === 'exchange' || type === 'flow-ended');
  const completed = told.filter(({ status }) => status === 'completed');
  // Both tries, and then the sum.
  expect(completed.map(({ reply }) => reply)).toEqual([
    expect.objectContaining({ status: 204 }),
    expect.objectContaining({ status: 204 }),
  ]);
  expect(told.at(-1)).toMatchObject({ type: 'flow-ended', exchanges: told.length - 1 });
});
