import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { runCli } from '../support/cli.ts';
import { startBackend } from '../support/emulator-backend.ts';
import { pointWebhooks } from '../support/point-webhooks.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

const CALL = { from: '447700900001', to: '14155550100', press: ['1'] };

/** A server that names itself in what it says, and its own `/dtmf` and `/music` in its NCCOs. */
const server = async (name: string) => {
  const backend = await startBackend(({ path, method, headers }) =>
    path.endsWith('music')
      ? { body: `ID3 music of ${name}` }
      : method === 'GET' || path.endsWith('dtmf')
        ? {
            body: [
              { action: 'talk', text: `This is ${name}` },
              { action: 'stream', streamUrl: [`https://${headers.host}/music`] },
            ],
          }
        : { status: 204 },
  );
  onTestFinished(() => backend.close());
  return backend;
};

const requests = ({ heard }: { heard: readonly { method: string; path: string }[] }) =>
  [...new Set(heard.map(({ method, path }) => `${method} ${path}`))].sort();

it('each slot has its server, and what its NCCO names is asked for there', async () => {
  const [menu, log] = [await server('the menu'), await server('the log')];
  const emulator = await watchedEmulator({
    answerUrl: `${menu.url}/hook`,
    eventUrl: `${menu.url}/hook`,
    rtcUrl: 'https://old.example/hook',
  });
  const listen = await startListening(
    [`--emulator=${emulator.api}`, '--forward', `voice=${menu.url}`, '-f', `rtc.event=${log.url}/rtc`],
    emptyPlace(),
  );
  expect(await emulator.placeCall(CALL)).toMatchObject({ completed: true, problems: [] });
  expect([requests(menu), requests(log)]).toEqual([['GET /hook', 'GET /music', 'POST /hook'], ['POST /rtc']]);
  expect(listen.ready['reachable']).toEqual([
    { method: 'GET', path: '/hook', is: 'voice.answer', to: menu.url },
    { method: 'POST', path: '/hook', is: 'voice.event', to: menu.url },
    { method: 'POST', path: '/rtc', is: 'rtc.event', to: log.url },
  ]);
  const targets = listen
    .exchanges()
    .map(({ slot, request }) => `${slot} ${(request as { method: string }).method}`);
  expect([...new Set(targets)].sort()).toEqual([
    'rtc.event POST',
    'undefined GET',
    'voice.answer GET',
    'voice.event POST',
  ]);
});

it('a slot that no server is named for is answered by the config', async () => {
  const log = await server('the log');
  const place = emptyPlace();
  const config = (more: string): string =>
    `answer: welcome\nnccos:\n  welcome: [{ action: talk, text: Hello }]\nforward:\n  rtc: ${log.url}\n${more}`;
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), config(''));
  const emulator = await watchedEmulator({ rtcUrl: `${log.url}/rtc` });
  const listen = await startListening([`--emulator=${emulator.api}`], place);
  expect(await emulator.placeCall(CALL)).toMatchObject({ completed: true, problems: [] });
  expect(requests(log)).toEqual(['POST /rtc']);
  expect(emulator.sent.find(({ kind }) => kind === 'answer')?.executes).toBe(
    '[{"action":"talk","text":"Hello"}]',
  );
  // An edit that opens another path shows what is reachable now.
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), config('forwardPaths: [/audio/*]\n'));
  const { ways } = await listen.line(({ type }) => type === 'reachable');
  expect(ways).toEqual([
    { method: 'GET', path: '/webhooks/voice/answer', is: 'voice.answer' },
    { method: 'POST', path: '/webhooks/voice/event', is: 'voice.event' },
    { method: 'POST', path: '/rtc', is: 'rtc.event', to: log.url },
    { path: '/audio/*', is: 'forwardPaths', to: log.url },
    { path: '/ncco/welcome', is: 'NCCO' },
  ]);
});

it('a safety net answers for a server that is silent, and what that says later is kept beside it', async () => {
  const slow = await startBackend(({ method }) =>
    method === 'GET'
      ? {
          body: [{ action: 'talk', text: 'At last' }],
          afterMs: 1100,
          headers: { 'content-type': 'application/json' },
        }
      : { status: 204 },
  );
  onTestFinished(() => slow.close());
  const place = emptyPlace();
  writeFileSync(
    join(place.folder, 'vonage-flow.config.yaml'),
    `forward: ${slow.url}\nsafetyNet: sorry\nnccos:\n  sorry: [{ action: talk, text: Sorry }]\n`,
  );
  const emulator = await watchedEmulator();
  await pointWebhooks(emulator, {
    voice: {
      answer_url: { address: `${slow.url}/answer`, http_method: 'GET', socket_timeout: 1000 },
      event_url: { address: `${slow.url}/event`, http_method: 'POST' },
    },
  });
  const listen = await startListening([`--emulator=${emulator.api}`], place);
  await emulator.placeCall(CALL);
  const late = await listen.line(({ type }) => type === 'late-reply');
  const answer = listen.exchanges().find(({ kind }) => kind === 'answer');
  expect(answer).toMatchObject({
    reply: { status: 200, by: 'ncco', ncco: 'sorry' },
    deadline: { slot: 'voice.answer', limit: 1000 },
    problems: [
      'your server had not answered after 0.8 s, and Vonage waits 1 s for voice.answer',
      'NCCO "sorry" answered in its place (safetyNet)',
    ],
  });
  expect(late).toMatchObject({
    exchange: answer?.['id'],
    flow: answer?.['flow'],
    reply: { status: 200, body: [{ action: 'talk', text: 'At last' }] },
    problems: [],
  });
  const shown = await runCli(['flows', 'show', 'last'], place);
  expect(shown.stdout).toMatch(/too late, after [\d.]+ s: the reply of your server\n +↳ NCCO talk\n/);
});
