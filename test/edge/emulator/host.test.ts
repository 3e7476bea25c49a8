import { afterEach, describe, expect, it } from 'vitest';
import { type EmulatorOptions, startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { CallScript } from '../../../src/edge/emulator/running-emulator.ts';
import type { PlatformNotice } from '../../../src/vonage/platform-event.ts';
import { type BackendReply, fixedClock, type Heard, startBackend } from '../../support/emulator-backend.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const CALL: CallScript = { from: '447700900222', to: '442079460111', press: ['1'] };

const setUp = async (
  reply: (heard: Heard) => BackendReply | undefined,
  more: Partial<EmulatorOptions> = {},
) => {
  const backend = await startBackend(reply);
  undo.push(backend.close);
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'host',
    speed: 'instant',
    numbers: ['442079460111'],
    users: ['alice'],
    answerUrl: `${backend.url}/answer`,
    eventUrl: `${backend.url}/event`,
    rtcUrl: `${backend.url}/rtc`,
    ...more,
  });
  undo.push(() => emulator.close());
  const notices: PlatformNotice[] = [];
  emulator.subscribe((notice) => notices.push(notice));
  return { backend, emulator, notices };
};

const ivr = ({ path }: Heard): BackendReply | undefined => {
  if (path === '/answer') {
    return {
      body: [
        { action: 'talk', text: 'Press 1.', bargeIn: true },
        { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 } },
      ],
    };
  }
  return undefined;
};

describe('the emulator over HTTP', () => {
  it('gives the same webhooks and notices twice, byte for byte', async () => {
    const runOnce = async () => {
      const { backend, emulator, notices } = await setUp(ivr);
      const outcomes = await Promise.all([
        emulator.placeCall(CALL),
        emulator.placeCall(CALL),
        emulator.placeCall(CALL),
      ]);
      const told = JSON.stringify(notices, (key, value: unknown) => (key === 'milliseconds' ? 0 : value));
      return {
        told: told.replaceAll(backend.url, 'http://app').replaceAll(emulator.api, 'http://api'),
        // Requests of one instant arrive in any order.
        heard: backend.heard
          .map(({ method, path, query, body }) => `${method} ${path} ${query} ${body}`)
          // `region_url` leads to the emulator, whose port is any free one.
          .map((line) => line.replaceAll(encodeURIComponent(emulator.api), 'http://api'))
          .sort(),
        outcomes,
      };
    };
    const first = await runOnce();
    expect(first.heard.length).toBeGreaterThan(30);
    expect(first.outcomes.every(({ completed, problems }) => completed && problems.length === 0)).toBe(true);
    expect(await runOnce()).toEqual(first);
  });

  it('places a call in real time too, ten times as fast here', async () => {
    const { emulator, notices, backend } = await setUp(ivr, { speed: 10 });
    const outcome = await emulator.placeCall(CALL);
    expect(outcome).toMatchObject({ problems: [], completed: true });
    const times = notices.map(({ at }) => at);
    expect(times).toEqual([...times].sort((left, right) => left - right));
    const statuses = backend.heard
      .filter(({ path }) => path === '/event')
      .map(({ body }) => JSON.parse(body).status);
    // The input has no status.
    expect(statuses).toEqual(['started', 'ringing', 'answered', undefined, 'completed']);
  });

  it('says which numbers there are when another is called', async () => {
    const { emulator } = await setUp(ivr);
    await expect(emulator.placeCall({ ...CALL, to: '1' })).rejects.toMatchObject({
      what: 'Nobody owns the number 1 here',
      why: 'no application is linked to the number 1',
      tryThis: ["call one of the emulator's numbers: 442079460111"],
    });
  });

  it('has an account, an application and a number without being told', async () => {
    const { emulator } = await setUp(ivr, { numbers: [] });
    expect(emulator.about.numbers).toEqual(['14155550100']);
    expect(emulator.about.privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(await emulator.placeCall({ ...CALL, to: '14155550100' })).toMatchObject({ completed: true });
  });

  it('tells those who wait for a call that it was stopped', async () => {
    const { emulator } = await setUp(() => ({ body: [{ action: 'wait', timeout: 60 }] }), { speed: 1 });
    const call = emulator.placeCall(CALL);
    await emulator.close();
    expect(await call).toMatchObject({
      completed: false,
      problems: ['the emulator was stopped during the call'],
    });
  });

  it('names a port that is taken', async () => {
    const { emulator } = await setUp(ivr);
    const port = Number(new URL(emulator.api).port);
    await expect(setUp(ivr, { port })).rejects.toMatchObject({
      what: `Port ${port} is taken, so the emulator cannot start there`,
      exitCode: 3,
    });
  });
});
