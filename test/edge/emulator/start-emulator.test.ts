import { describe, expect, it } from 'vitest';
import {
  startEmulator,
  type TestCall,
  type TestEmulatorOptions,
} from '../../../src/edge/emulator/start-emulator.ts';
import { anIdentity } from '../../support/ask-api.ts';
import { openClientApp } from '../../support/client-sdk/client-app.ts';
import { startBackend } from '../../support/emulator-backend.ts';
import { startUserServer } from '../../support/user-server.ts';

const forServer = async (options: TestEmulatorOptions = {}) => {
  const { url } = await startUserServer();
  return startEmulator({ seed: 'test', answerUrl: `${url}/answer`, eventUrl: `${url}/event`, ...options });
};

describe('startEmulator', () => {
  it('tells all that happened in a call', async () => {
    await using emulator = await forServer();
    const flow = await emulator.call({ press: '1' });
    expect(flow).toMatchObject({
      from: '14155550123',
      to: '14155550100',
      status: 'completed',
      said: ['Press 1 for music', 'You pressed 1'],
      heard: ['1'],
      problems: [],
      unused: [],
    });
    expect(flow.legs).toMatchObject([
      {
        leg: flow.call,
        direction: 'inbound',
        channel: 'phone',
        statuses: ['started', 'ringing', 'answered', 'completed'],
        disconnectedBy: 'platform',
        duration: expect.stringMatching(/^[67]$/),
      },
    ]);
    expect(flow.actions).toMatchObject([
      { action: 'talk', bargeIn: true, leg: flow.call },
      { action: 'input', type: ['dtmf'] },
      { action: 'talk' },
      { action: 'stream' },
    ]);
    expect(flow.webhooks.map(({ kind, status }) => [kind, status])).toEqual([
      ['started', 204],
      ['ringing', 204],
      ['answer', 200],
      ['answered', 204],
      ['input', 200],
      ['completed', 204],
    ]);
    expect(flow.webhooks[4]).toMatchObject({
      fields: { dtmf: { digits: '1', timed_out: false } },
      ncco: [{ action: 'talk', text: 'You pressed 1' }, { action: 'stream' }],
    });
    expect(flow.happened).toContain('answered:14155550123');
  });

  it('has users whose app is closed, and opens it', async () => {
    const ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
    const server = await startBackend(() => ({ body: ncco }));
    await using emulator = await startEmulator({
      answerUrl: `${server.url}/answer`,
      users: ['bob', { name: 'alice', state: 'offline' }],
    });
    const statusOfAlice = async () => (await emulator.call()).legs.find(({ to }) => to === 'alice')?.status;
    expect(await statusOfAlice()).toBe('unanswered');
    emulator.setUsers({ alice: 'background' });
    expect(await statusOfAlice()).toBe('completed');
    expect(() => emulator.setUsers({ alcie: 'offline' })).toThrow('did you mean "alice"?');
    expect(emulator.applications).toMatchObject([{ users: ['bob', 'alice'] }]);
    await server.close();
  });

  it('gives a token by which the app of a user logs in', async () => {
    await using emulator = await startEmulator({ users: ['alice'] });
    await using alice = await openClientApp({ api: emulator.api, token: emulator.userToken('alice') });
    expect(await alice.client.getUser('me')).toMatchObject({ name: 'alice' });
  });

  it('gives none for an application whose key is elsewhere', async () => {
    const { publicKey: public_key } = await anIdentity('elsewhere');
    await using emulator = await startEmulator({
      applications: [{ keys: { public_key }, users: ['alice'] }],
    });
    expect(() => emulator.applications[0]?.userToken('alice')).toThrow('was given without its private key');
  });

  it('refuses a state that no app has', async () => {
    const users = [{ name: 'alice', state: 'away' }] as never;
    await expect(startEmulator({ users })).rejects.toThrow('users[0].state is "away": it is one of');
  });

  it('gives the same ids for the same seed, and keeps calls at one time apart', async () => {
    const presses = ['1', '2', '3'];
    const run = async () => {
      await using emulator = await forServer();
      return await Promise.all(presses.map((press) => emulator.call({ press })));
    };
    const flows = await run();
    expect(flows.map(({ heard }) => heard)).toEqual([['1'], ['2'], ['3']]);
    expect((await run()).map(({ call }) => call)).toEqual(flows.map(({ call }) => call));
  });

  it('lets users call from an app, people be busy, and keys be in vain', async () => {
    await using emulator = await forServer({ users: ['alice'], numbers: ['442079460111'] });
    const flow = await emulator.call({
      as: 'alice',
      customData: { ticket: 'T-1009' },
      press: ['1', '2'],
      callees: { '447700900444': 'busy' },
    });
    expect(flow).toMatchObject({ from: 'alice', to: '442079460111', unused: [{ by: 'caller', press: '2' }] });
    expect(flow.webhooks.find(({ kind }) => kind === 'answer')?.fields).toMatchObject({
      from_user: 'alice',
      custom_data: { ticket: 'T-1009' },
    });
  });

  it('lets things go wrong on purpose, and stops that', async () => {
    await using emulator = await forServer({ faults: ['answer:503'] });
    expect((await emulator.call()).problems).not.toEqual([]);
    emulator.setFaults([]);
    expect((await emulator.call({ press: '1' })).problems).toEqual([]);
  });

  it('hands an environment to the app under test, whose REST API answers', async () => {
    await using emulator = await forServer();
    expect(emulator.env).toMatchObject({
      VONAGE_API_HOST: emulator.api,
      VONAGE_PRIVATE_KEY: expect.stringMatching(/^-----BEGIN PRIVATE KEY-----/),
    });
    const { VONAGE_API_KEY, VONAGE_API_SECRET, VONAGE_APPLICATION_ID } = emulator.env;
    const authorization = `Basic ${btoa(`${VONAGE_API_KEY}:${VONAGE_API_SECRET}`)}`;
    const reply = await fetch(`${emulator.api}/v2/applications/${VONAGE_APPLICATION_ID}`, {
      headers: { authorization },
    });
    expect(await reply.json()).toMatchObject({ id: VONAGE_APPLICATION_ID });
  });

  it.each<[call: object, message: string | RegExp]>([
    [{ presss: '1' }, 'a call has no option "presss": did you mean "press"?'],
    [{ voice: 'hello' }, 'voice is silence, tone, or the path of a .wav file'],
    [{ press: 1 }, /press is a text: write "1" with its quotes/],
    [
      { to: '442079460999' },
      /^Nobody owns the number 442079460999 here\n.*\n→ call one of the emulator's numbers/,
    ],
    [{ as: 'zoe' }, /No Client SDK user is called "zoe" here/],
    [{ as: 'alice', from: '447700900222' }, /either from, a number, or as/],
    [
      { callees: { '447700900444': 'bussy' } },
      /callees.447700900444: "bussy" is unknown: did you mean "busy"\?/,
    ],
  ])('refuses a call: %o', async (call, message) => {
    await using emulator = await forServer({ users: ['alice'] });
    await expect(emulator.call(call as TestCall)).rejects.toThrow(message);
  });

  it.each<[options: object, message: string]>([
    [{ anserUrl: 'http://127.0.0.1:1' }, 'startEmulator has no option "anserUrl": did you mean "answerUrl"?'],
    [
      { faults: ['answr:timeout'] },
      'fault "answr:timeout": there is no webhook "answr": did you mean "answer"?',
    ],
    [{ shuffle: 0 }, 'shuffle is true, or a number of milliseconds from 1 to 3600000'],
    [{ time: 'fast' }, 'time is "fast": it is "virtual", "real", or how many times as fast'],
  ])('refuses to start: %o', async (options, message) => {
    await expect(startEmulator(options)).rejects.toThrow(message);
  });

  it('ends a call that runs when it is closed', async () => {
    const emulator = await forServer({ time: 'real' });
    const flow = emulator.call();
    await emulator.close();
    expect((await flow).problems).toEqual(['the emulator was stopped during the call']);
  });
});
