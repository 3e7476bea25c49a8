import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startEmulator } from 'vonage-flow';
import { createApp } from '../src/app.js';

const messages = [];
let app;
let emulator;

beforeAll(async () => {
  app = createApp(messages);
  const url = await app.listen({ port: 0 });
  emulator = await startEmulator({
    seed: 'speech',
    users: ['billing', 'alice'],
    answerUrl: `${url}/answer`,
    eventUrl: `${url}/event`,
  });
});
afterAll(async () => {
  await emulator?.close();
  await app.close();
});
beforeEach(() => {
  messages.length = 0;
});

it('connects somebody who asks for an invoice to billing', async () => {
  const flow = await emulator.call({ say: 'I have a question about my invoice' });
  expect(flow.happened).toContain('connect:billing');
  expect(flow.problems).toEqual([]);
});

it('takes a message about anything else', async () => {
  const flow = await emulator.call({ say: ['the weather', 'Please call me back.'] });
  expect(flow.said.at(-1)).toBe('Thank you. Good bye.');
  expect(messages).toMatchObject([{ recording_url: expect.stringMatching(/^http/) }]);
});

it('knows the ticket of a user who calls from the app', async () => {
  const flow = await emulator.call({ as: 'alice', customData: { ticket: 'T-1009' }, say: 'billing' });
  expect(flow.said[0]).toBe('Hello alice, this is about ticket T-1009. What can we do for you?');
});

it('survives an answer webhook that has to be sent twice', async () => {
  emulator.setFaults(['answer:duplicate']);
  const flow = await emulator.call({ say: 'billing' });
  expect(flow.problems).toEqual([]);
  emulator.setFaults([]);
});
