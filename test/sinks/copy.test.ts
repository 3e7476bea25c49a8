import { expect, it } from 'vitest';
import type { Exchange } from '../../src/flow/exchange.ts';
import type { Notice } from '../../src/flow/notice.ts';
import { copy } from '../../src/sinks/copy.ts';
import { webhookRequest } from '../support/requests.ts';

const exchange = (part: Partial<Exchange> = {}): Notice => ({
  type: 'exchange',
  at: 0,
  flow: undefined,
  exchange: {
    request: webhookRequest({ body: { status: 'started' } }),
    target: { at: 'slot', slot: 'voice.event' },
    content: { form: 'webhook', webhook: { kind: 'unknown', extra: {} }, fields: {} },
    standing: { state: 'verified' },
    reply: { status: 204, headers: {}, body: '' },
    origin: { by: 'listener' },
    milliseconds: 1,
    problems: [],
    ...part,
  },
});

const copier = (send: () => Promise<string | undefined>) => {
  const told: string[] = [];
  const sink = copy({
    url: 'http://localhost:9000',
    send,
    tell: (notice) => told.push('what' in notice ? notice.what : notice.type),
    now: () => 0,
    sleep: async () => undefined,
  });
  return { sink, told };
};

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

it('tells webhooks, and neither strangers nor sound nor bad signatures, nor what was passed on to it', async () => {
  let sent = 0;
  const { sink } = copier(async () => {
    sent += 1;
    return undefined;
  });
  sink.note(exchange());
  sink.note(exchange({ target: { at: 'unknown' } }));
  sink.note(exchange({ content: { form: 'empty' } }));
  sink.note(exchange({ standing: { state: 'refused', reason: 'no-match', explanation: '' } as never }));
  const request = webhookRequest({
    body: { status: 'started' },
    headers: { 'x-vonage-flow-forwarded': '1' },
  });
  sink.note(exchange({ request }));
  await sink.finish();
  expect(sent).toBe(1);
});

it('drops what a slow server leaves, and counts it', async () => {
  let isStuck = true;
  const { sink, told } = copier(() => new Promise((resolve) => !isStuck && resolve(undefined)));
  // Four are under way, 500 wait.
  for (let count = 0; count < 510; count += 1) sink.note(exchange());
  expect(told).toEqual([
    '--copy: http://localhost:9000 is slower than the webhooks come: 500 wait for it, and more are dropped',
  ]);
  isStuck = false;
  await sink.finish();
  expect(told.at(-1)).toBe('--copy: 506 webhooks were not told to http://localhost:9000');
});

it('says once that it is down, and once that it is there again', async () => {
  const outcomes = ['your server at X is down', 'your server at X is down', undefined, undefined];
  const { sink, told } = copier(async () => outcomes.shift());
  for (let count = 0; count < 4; count += 1) {
    sink.note(exchange());
    await settled();
  }
  expect(told).toEqual(['--copy: the server at X is down', '--copy: http://localhost:9000 answers again']);
});

it('says what to do when it cannot be told', async () => {
  const steps: (string | undefined)[] = [];
  const sink = copy({
    url: 'http://localhost:9000',
    send: async () => 'your server at X is down',
    tell: (notice) => notice.type === 'trouble' && steps.push(notice.tryThis),
    now: () => 0,
    sleep: async () => undefined,
  });
  sink.note(exchange());
  await settled();
  expect(steps).toEqual([
    'look whether it runs; what it misses is in the record: vonage-flow flows replay last --to http://localhost:9000',
  ]);
});
