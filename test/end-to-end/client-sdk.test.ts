import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCli, startCli } from '../support/cli.ts';
import { openClientApp } from '../support/client-sdk/client-app.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const CONFIG = `numbers: ["14155550100"]
users: [alice]
answer: desk
nccos:
  desk:
    - action: connect
      endpoint: [{ type: app, user: alice }]
`;

it('rings in a real app, which answers and hangs up, and every way of the flow tells of it', async () => {
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), CONFIG);
  const listen = await startListening(['--emulator'], place);
  const { stdout } = await runCli(['users', 'token', 'alice', '--emulator', '--json'], place);
  const { token, apiUrl } = JSON.parse(stdout);
  const alice = await openClientApp({ api: apiUrl, token, name: 'alice' });
  onTestFinished(() => alice.close());

  const caller = startCli(['call', '--json', '--expect', 'connect:alice', '--expect', 'completed'], place);
  const [call, from, type] = await alice.next('callInvite');
  expect([from, type]).toEqual(['14155550123', 'phone']);
  await alice.client.answer(String(call));
  await alice.client.mute(String(call));
  await alice.client.hangup(String(call));
  expect(await alice.next('callHangup')).toEqual([call, expect.any(Object), 'LOCAL_HANGUP']);
  expect((await caller.ended).code).toBe(0);

  const clientEvents = listen
    .lines()
    .filter(({ type, name }) => type === 'platform' && name === 'client-event')
    .map(({ event, via }) => `${event} ${via}`);
  expect(clientEvents).toEqual(
    expect.arrayContaining(['member:invited callback', 'audio:mute:on callback', 'rtc:hangup callback']),
  );
  await alice.client.deleteSession();
  await listen.line(({ why }) => why === 'logged-out');
  expect(await listen.stop()).toBe(0);

  // The same from the record.
  const shown = await runCli(['flows', 'show', 'last', '--no-color'], place);
  expect(shown.stdout).toMatch(/ 5c member:invited +→ alice \(callback\) /);
  const besides = await runCli(['flows', 'show', 'none', '--no-color'], place);
  expect(besides.stdout).toMatch(/ 5c login +alice logs in /);
  expect(besides.stdout).toMatch(/ 5c app +alice: offline \(logged out\)/);
});
