import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from 'vonage-flow';
import { createApp } from '../src/app.js';

let server;
let emulator;

beforeAll(async () => {
  server = await new Promise((resolve) => {
    const listening = createApp().listen(0, () => resolve(listening));
  });
  const url = `http://localhost:${server.address().port}`;
  emulator = await startEmulator({ seed: 'menu', answerUrl: `${url}/answer`, eventUrl: `${url}/event` });
});

afterAll(async () => {
  await emulator?.close();
  await new Promise((resolve) => server.close(resolve));
});

it('plays hold music, and connects a caller who presses 1 to sales', async () => {
  const flow = await emulator.call({ press: '1' });
  expect(flow.problems).toEqual([]);
  expect(flow.actions).toContainEqual(
    expect.objectContaining({ action: 'stream', streamUrl: [expect.stringMatching(/hold\.wav$/)] }),
  );
  expect(flow.legs).toMatchObject([
    { from: '14155550123', status: 'completed' },
    { to: '447700900444', statuses: ['started', 'ringing', 'answered', 'completed'] },
  ]);
});

it('tells the agent who it is before the caller is put through', async () => {
  const flow = await emulator.call({ press: '1' });
  const agent = flow.legs[1].leg;
  expect(flow.actions.filter(({ leg }) => leg === agent)).toMatchObject([{ text: 'A call from the menu.' }]);
});

it.each(['busy', 'reject:declined', 'unanswered', 'ignore', 'fail'])(
  'promises to call back when sales is not there: %s',
  async (does) => {
    const flow = await emulator.call({ press: '1', callees: { 447700900444: does } });
    expect(flow.said.at(-1)).toBe('All our people are busy. We will call you back.');
    expect(flow.problems).toEqual([]);
  },
);

it('asks again after a key that means nothing, and after silence', async () => {
  const flow = await emulator.call({ press: ['7', '', '2'] });
  expect(flow.heard).toEqual(['7', 'timed out', '2']);
  expect(flow.said.at(-1)).toBe('We are here from nine to five.');
});
