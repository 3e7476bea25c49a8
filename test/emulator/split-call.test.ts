import { expect, it } from 'vitest';
import type { Effect } from '../../src/emulator/effect.ts';
import { createPlatform } from '../../src/emulator/platform.ts';
import { step } from '../../src/emulator/step.ts';
import type { JsonObject } from '../../src/vonage/json.ts';
import { APPLICATION, NUMBER, outcome, START } from '../support/emulator-driver.ts';

const HOLD = { action: 'stream', streamUrl: ['http://app/hold.mp3'] };
const CONNECT = {
  action: 'connect',
  from: NUMBER,
  endpoint: [{ type: 'phone', number: '447700900555', onAnswer: { url: 'http://app/next' } }],
};

it('gives the legs that go what was on its way to them, however late it comes', () => {
  const platform = createPlatform({
    seed: 'split',
    applications: [APPLICATION],
    numbers: [NUMBER],
    users: [],
  });
  platform.callees = { '447700900555': { does: 'answer', hangUpAfterSeconds: 60 } };
  const timers = new Map<string, number>();
  const waiting: Extract<Effect, { readonly request: string }>[] = [];
  const closed: string[] = [];
  const take = (effects: readonly Effect[]): readonly Effect[] => {
    for (const effect of effects) {
      if (effect.do === 'wake') timers.set(effect.timer, effect.at);
      if (effect.do === 'cancel') timers.delete(effect.timer);
      if (effect.do === 'send-webhook' || effect.do === 'measure-audio') waiting.push(effect);
      if (effect.do === 'close-call') closed.push(effect.call);
    }
    return effects;
  };
  let at = START;
  const runUntil = (end: number): void => {
    for (;;) {
      const [timer, due] = [...timers].sort((left, right) => left[1] - right[1])[0] ?? [];
      if (timer === undefined || due! > end) break;
      timers.delete(timer);
      at = due!;
      take(step(platform, { at, type: 'wake', timer })[1]);
    }
  };
  const ask = (method: string, path: string, body: JsonObject) =>
    take(
      step(platform, {
        at,
        type: 'rest',
        request: {
          ticket: '',
          method,
          path,
          origin: 'http://127.0.0.1:4010',
          application: APPLICATION.id,
          query: {},
          body,
          contentType: undefined,
        },
      })[1],
    ).find((effect) => effect.do === 'answer-rest');
  /** Lets everything arrive that was held up. */
  const settle = (): void => {
    for (const effect of waiting.splice(0)) {
      const { request } = effect;
      if (effect.do === 'measure-audio')
        take(step(platform, { at, type: 'audio-measured', request, length: { milliseconds: 3000 } })[1]);
      else {
        const reply = effect.url.endsWith('/next') ? outcome(200, [HOLD]) : outcome(204);
        take(step(platform, { at, type: 'reply', request, outcome: reply })[1]);
      }
    }
  };
  ask('POST', '/v1/calls', {
    to: [{ type: 'phone', number: '447700900444' }],
    from: { type: 'phone', number: NUMBER },
    ncco: [CONNECT],
  });
  runUntil(START + 4700);
  const [first, second] = [...platform.ledger.legs.keys()];
  // The second one has answered, and what it is to hear is still asked for when the first one goes.
  expect(waiting.some((effect) => effect.do === 'send-webhook' && effect.url.endsWith('/next'))).toBe(true);
  const moved = { action: 'transfer', destination: { type: 'ncco', ncco: [{ action: 'wait', timeout: 5 }] } };
  expect(ask('PUT', `/v1/calls/${first}`, moved)).toMatchObject({ status: 204 });
  expect(platform.legs.get(first!)).not.toBe(platform.legs.get(second!));
  settle();
  const left = platform.legs.get(second!)!;
  expect(left.legs[0]?.performance?.running).toMatchObject({ is: 'stream' });
  expect(left.legs[0]?.performance?.whenOver).toBe('join');
  settle();
  for (let round = 0; round < 50; round += 1) {
    runUntil(START + 4_000_000);
    settle();
  }
  expect(closed).toHaveLength(2);
  const { calls, legs, requests, measurements } = platform;
  expect([calls, legs, requests, measurements, timers].map(({ size }) => size)).toEqual([0, 0, 0, 0, 0]);
});
