import { afterEach, describe, expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import { type Fault, parseFault } from '../../../src/emulator/fault.ts';
import type { PlatformEvent } from '../../../src/vonage/platform-event.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

const undo: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

const NCCO = [{ action: 'talk', text: 'Hello' }];

/** Places one call on virtual time and tells what the platform saw of its webhooks, and what the server heard. */
const rehearse = async (...texts: readonly string[]) => {
  const backend = await startBackend(({ path }) =>
    path === '/event' || path === '/rtc' ? { status: 204 } : { body: NCCO },
  );
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'faults',
    speed: 'instant',
    numbers: ['14155550100'],
    users: [],
    answerUrl: `${backend.url}/answer`,
    eventUrl: `${backend.url}/event`,
    fallbackUrl: `${backend.url}/fallback`,
    rtcUrl: `${backend.url}/rtc`,
    faults: texts.map((text) => parseFault(text) as Fault),
  });
  undo.push(backend.close, emulator.close);
  const sent: Extract<PlatformEvent, { name: 'webhook-sent' }>[] = [];
  emulator.subscribe(({ event }) => {
    if (event.name === 'webhook-sent') sent.push(event);
  });
  const outcome = await emulator.placeCall({ from: '14155550123', to: '14155550100', press: [] });
  const ask = (path: string): number => backend.heard.filter((one) => one.path === path).length;
  return {
    emulator,
    outcome,
    /** As the platform tells it: kind, status or failure; RTC events and statuses left out unless asked for. */
    ncco: sent
      .filter(({ kind }) => kind === 'answer' || kind === 'fallback' || kind === 'error')
      .map(({ kind, status, failure }) => `${kind} ${failure ?? status}`),
    /** How long the replies took that never came. */
    took: sent.filter(({ failure }) => failure !== undefined).map(({ milliseconds }) => milliseconds),
    heard: { answer: ask('/answer'), fallback: ask('/fallback'), event: ask('/event'), rtc: ask('/rtc') },
  };
};

describe('a fault on demand', () => {
  it('none: everything arrives once', async () => {
    const { ncco, heard, outcome } = await rehearse();
    expect({ ncco, heard, ok: outcome.problems }).toEqual({
      ncco: ['answer 200'],
      heard: { answer: 1, fallback: 0, event: 4, rtc: 12 },
      ok: [],
    });
  });

  it.each<[fault: string, ncco: readonly string[], asked: { answer: number; fallback: number }]>([
    [
      'answer:timeout',
      [
        'answer no reply within 5000 ms (fault on demand)',
        'answer no reply within 5000 ms (fault on demand)',
        'fallback 200',
      ],
      { answer: 2, fallback: 1 },
    ],
    [
      'answer:reset',
      [
        'answer connection closed (fault on demand)',
        'answer connection closed (fault on demand)',
        'fallback 200',
      ],
      { answer: 0, fallback: 1 },
    ],
    ['answer:503', ['answer HTTP 503', 'answer HTTP 503', 'fallback 200'], { answer: 0, fallback: 1 }],
    ['answer:404', ['answer HTTP 404', 'fallback 200'], { answer: 0, fallback: 1 }],
    ['answer:bad-ncco', ['answer 200', 'error 204'], { answer: 1, fallback: 0 }],
  ])('%s', async (fault, ncco, asked) => {
    const { ncco: seen, heard } = await rehearse(fault);
    expect(seen).toEqual(ncco);
    expect(heard).toMatchObject(asked);
  });

  it('answer:timeout took the whole limit, so that --max-answer sees it', async () => {
    const { took } = await rehearse('answer:timeout');
    expect(took).toEqual([5000, 5000]);
  });

  it('is no problem of the call when the fallback carries it', async () => {
    const { outcome } = await rehearse('answer:503', 'event:503', 'rtc:reset');
    expect(outcome).toMatchObject({ problems: [], completed: true });
  });

  it('answer:503 and fallback:503 end the call', async () => {
    const { outcome } = await rehearse('answer:503', 'fallback:503');
    expect(outcome.problems.join()).toMatch(/\/fallback \(fallback\) failed, tried twice: HTTP 503$/);
  });

  it('answer:timeout and fallback:bad-ncco end the call', async () => {
    const { ncco, outcome } = await rehearse('answer:timeout', 'fallback:bad-ncco');
    expect(ncco.slice(2)).toEqual(['fallback 200', 'error 204']);
    expect(outcome.problems.join()).toMatch(/\/fallback replied with an NCCO that is refused/);
  });

  it.each([
    ['event:drop', { event: 0, rtc: 12 }],
    ['rtc:drop', { event: 4, rtc: 0 }],
    ['rtc:duplicate', { event: 4, rtc: 24 }],
    ['completed:duplicate', { event: 5, rtc: 12 }],
    ['started:503', { event: 3, rtc: 12 }],
  ])('%s', async (fault, heard) => {
    expect((await rehearse(fault)).heard).toMatchObject(heard);
  });

  it('rtc:drop@50% loses some, and the same with the same seed', async () => {
    const [one, other] = [await rehearse('rtc:drop@50%'), await rehearse('rtc:drop@50%')];
    expect(one.heard.rtc).toBeGreaterThan(0);
    expect(one.heard.rtc).toBeLessThan(12);
    expect(other.heard).toEqual(one.heard);
  });
});

describe('the control address for faults', () => {
  const change = async (api: string, faults: unknown) => {
    const response = await fetch(`${api}/emulator/v1/faults`, {
      method: 'PUT',
      body: JSON.stringify({ faults }),
    });
    return { status: response.status, body: await response.json() };
  };

  it('changes them while the emulator runs', async () => {
    const { emulator } = await rehearse();
    expect(await change(emulator.api, ['answer:503', 'fallback:503', 'rtc:drop@20%'])).toEqual({
      status: 200,
      body: { faults: ['answer:503', 'fallback:503', 'rtc:drop@20%'] },
    });
    const call = { from: '14155550123', to: '14155550100', press: [] };
    expect((await emulator.placeCall(call)).problems.join()).toContain('HTTP 503');
    expect(await change(emulator.api, [])).toEqual({ status: 200, body: { faults: [] } });
    expect((await emulator.placeCall(call)).problems).toEqual([]);
    expect(await (await fetch(`${emulator.api}/emulator/v1/faults`)).json()).toEqual({ faults: [] });
  });

  it.each([
    [undefined, 'These are no faults'],
    ['answer:503', 'These are no faults'],
    [['answer:sloow'], 'there is no fault "sloow"'],
    [[7], '"7" is no fault'],
  ])('refuses %j and keeps what there is', async (faults, words) => {
    const { emulator } = await rehearse('answer:503');
    const { status, body } = await change(emulator.api, faults);
    expect({ status, says: String((body as { what: unknown }).what).startsWith(words) }).toEqual({
      status: 400,
      says: true,
    });
    expect(await (await fetch(`${emulator.api}/emulator/v1/faults`)).json()).toEqual({
      faults: ['answer:503'],
    });
  });
});
