import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { joinTranscripts } from '../support/join-transcripts.ts';
import { HOLD_MUSIC, startUserServer } from '../support/user-server.ts';
import { emptyPlace, startListening, type WatchedEmulator, watchedEmulator } from '../support/whole-flow.ts';

const TO = '14155550100';

/** An emulator whose application has the routes of the user's server, as the developer has set it up. */
const emulatorFor = (url: string) =>
  watchedEmulator({ answerUrl: `${url}/answer`, eventUrl: `${url}/event`, rtcUrl: `${url}/rtc` });

const call = (emulator: WatchedEmulator) =>
  emulator.placeCall({ from: '447700900001', to: TO, press: ['1'] });

/** The name under which the emulator asks a server on this machine. */
const publicName = (url: string): string => `flow-${new URL(url).port}.localhost`;

/** What the platform did, without the times and the address that it did it at. */
const deeds = (emulator: WatchedEmulator, base: string) =>
  emulator.sent.map(({ kind, method, url, leg, conversation, attempt, status, executes }) => ({
    kind,
    method,
    url: url.replace(base, ''),
    leg,
    conversation,
    attempt,
    status,
    executes: executes?.replaceAll(`http://${publicName(base)}`, ''),
  }));

it('a flow through listen is the flow without it', async () => {
  const server = await startUserServer();
  const direct = await emulatorFor(server.url);
  expect(await call(direct)).toMatchObject({ completed: true, problems: [] });
  const heardDirectly = server.heard.splice(0);

  const emulator = await emulatorFor(server.url);
  const listen = await startListening([`--emulator=${emulator.api}`, '--forward', server.url], emptyPlace());
  expect(await call(emulator)).toMatchObject({ completed: true, problems: [] });
  const heard = server.heard.splice(0);
  expect(await listen.stop('SIGINT')).toBe(0);

  expect(deeds(emulator, listen.publicUrl)).toEqual(deeds(direct, server.url));
  // The platform fetches the hold music too; that is no webhook.
  const webhooks = listen.exchanges().filter(({ kind }) => kind !== 'empty');
  expect(joinTranscripts(emulator.sent, webhooks)).toEqual([]);
  const requests = (list: typeof heard) => list.map(({ method, path }) => `${method} ${path}`).sort();
  expect(requests(heard)).toEqual(requests(heardDirectly));
  expect(requests(heard)).toEqual(
    expect.arrayContaining(['GET /answer', 'POST /dtmf', 'POST /event', 'POST /rtc']),
  );
  const by = listen.exchanges().map(({ reply }) => (reply as JsonObject)['by']);
  expect(new Set(by)).toEqual(new Set(['forward']));
});

it('the server gets the request as the platform sent it', async () => {
  const server = await startUserServer();
  const emulator = await emulatorFor(server.url);
  const listen = await startListening([`--emulator=${emulator.api}`, '--forward', server.url], emptyPlace());
  await call(emulator);
  await listen.stop();
  const host = publicName(listen.publicUrl);
  for (const { path, headers } of server.heard) {
    expect(headers).toMatchObject({
      host,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'https',
      'user-agent': 'vonage-flow-emulator',
      ...(path !== '/audio/hold.mp3' && { authorization: expect.stringMatching(/^Bearer /) }),
    });
  }
  const answer = server.heard.find(({ path }) => path === '/answer');
  const { leg } = emulator.sent.find(({ kind }) => kind === 'answer') ?? {};
  expect(Object.fromEntries(new URLSearchParams(answer?.query))).toMatchObject({
    from: '447700900001',
    to: TO,
    uuid: leg,
  });
  const dtmf = server.heard.find(({ path }) => path === '/dtmf');
  expect(JSON.parse(dtmf?.body ?? '')).toMatchObject({ uuid: leg, dtmf: { digits: '1', timed_out: false } });
});

it('a server that is down is 503 and named', async () => {
  const server = await startUserServer();
  const emulator = await emulatorFor(server.url);
  const listen = await startListening([`--emulator=${emulator.api}`, '--forward', server.url], emptyPlace());
  await server.close();
  const words = `your server at ${server.url} is down: nothing listens there`;
  const { completed, problems } = await call(emulator);
  await listen.stop();

  expect({ completed, problems }).toEqual({
    // The caller's leg ends like any other: it is the problems that tell.
    completed: true,
    problems: ['POST /event', 'POST /rtc', 'GET /answer (answer)'].map(
      (request) => `${request.replace(' ', ` ${listen.publicUrl}`)} failed, tried twice: HTTP 503`,
    ),
  });
  const answers = listen.exchanges().filter(({ kind }) => kind === 'answer');
  expect(answers.map(({ reply, forward, problems }) => ({ reply, forward, problems }))).toMatchObject(
    Array(2).fill({
      reply: { status: 503, by: 'forward', body: { title: 'vonage-flow', detail: words } },
      forward: { url: expect.stringMatching(new RegExp(`^${server.url}/answer\\?`)), failure: words },
      problems: [words],
    }),
  );
  // Nothing else went wrong: what the platform sent is what arrived, and each reply is the 503 that it saw.
  // The platform fetches the hold music too; that is no webhook.
  const webhooks = listen.exchanges().filter(({ kind }) => kind !== 'empty');
  expect(joinTranscripts(emulator.sent, webhooks)).toEqual([]);
});

it('hold music passes once a served NCCO names it', async () => {
  const server = await startUserServer();
  const emulator = await emulatorFor(server.url);
  const listen = await startListening([`--emulator=${emulator.api}`, '--forward', server.url], emptyPlace());
  const music = async (name = 'hold') => {
    const reply = await fetch(`${listen.publicUrl}/audio/${name}.mp3`);
    return { status: reply.status, body: await reply.text() };
  };
  const refused = (name: string) => ({
    status: 404,
    body: `${JSON.stringify({
      title: 'vonage-flow',
      detail: `/audio/${name}.mp3 does not pass: no webhook slot, not signed, named by no served NCCO. To let it pass add it to forwardPaths`,
    })}\n`,
  });

  expect(await music()).toEqual(refused('hold'));
  expect(server.heard).toEqual([]);
  await call(emulator);
  expect(await music()).toEqual({ status: 200, body: HOLD_MUSIC });
  expect(await music('secret')).toEqual(refused('secret'));
  await listen.stop();
});
