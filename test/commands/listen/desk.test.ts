import { expect, it } from 'vitest';
import { makeDesk } from '../../../src/commands/listen/desk.ts';
import type { Forwarded } from '../../../src/flow/answer.ts';
import { forwardPlan } from '../../../src/flow/forward-plan.ts';
import { type Ncco, nccoBook } from '../../../src/flow/ncco-book.ts';
import { receive } from '../../../src/flow/receive.ts';
import type { WebhookRequest } from '../../../src/flow/webhook-request.ts';

const bookOf = (nccos: Readonly<Record<string, Ncco>>) =>
  nccoBook({ nccos: new Map(Object.entries(nccos)), answer: undefined });

const computed = (make: () => Promise<string>): Ncco => ({
  kind: 'computed',
  label: 'it',
  compute: async (_fields, { urls }) => ({
    is: 'ncco',
    text: `${await make()} ${Object.keys(urls).includes('more')}`,
    actions: [],
  }),
});

/** A server of the user's own says where it is, once it is let to. */
let mayReply: Promise<void> = Promise.resolve();
const askServer = async (server: string): Promise<Forwarded> => {
  await mayReply;
  return {
    url: server,
    milliseconds: 0,
    reply: { status: 200, headers: {}, body: `[{"action":"talk","text":"${server}"}]` },
  };
};

const desk = (nccos: Readonly<Record<string, Ncco>>, forwardPaths: readonly string[] = []) =>
  makeDesk({
    book: bookOf(nccos),
    signature: { secret: undefined, apiKey: undefined, applicationId: undefined, required: false },
    servers: undefined,
    forward: { ask: askServer, rewritesUrls: true },
    forwardPaths,
    sockets: new Map([['bot', new URL('http://localhost:8080/bot')]]),
    inspectNcco: () => ({ fatal: [], others: [] }),
    onBadNcco: 'pass',
    platformTells: false,
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => {} },
    record: () => {},
    note: () => {},
    keep: () => {},
  });

const live = (nccos: Readonly<Record<string, Ncco>>, forwardPaths: readonly string[] = []) => ({
  book: bookOf(nccos),
  servers: undefined,
  forwardPaths,
  sockets: new Map(),
  inspectNcco: () => ({ fatal: [], others: [] }),
});

const ask = (path: string): WebhookRequest => ({
  id: 1,
  receivedAt: 0,
  method: 'GET',
  path,
  query: '',
  headers: {},
  body: new Uint8Array(),
});

it('answers what is under way from the book with which it began', async () => {
  let finish = (_text: string): void => {};
  const slow = new Promise<string>((resolve) => {
    finish = resolve;
  });
  const run = desk({ it: computed(() => slow) });
  const underWay = receive(ask('/ncco/it'), run);
  run.serveFrom(live({ it: computed(async () => 'new'), more: computed(async () => 'more') }));
  expect((await receive(ask('/ncco/it'), run)).body).toBe('new true');
  finish('old');
  expect((await underWay).body).toBe('old false');
});

it('asks another server from the next request on, and ends what is under way at the one before', async () => {
  const run = desk({});
  const at = (url: string) => ({
    ...live({}),
    servers: { plan: forwardPlan([{ for: 'all', url }])!, slots: ['voice.answer' as const] },
  });
  let reply = (): void => {};
  mayReply = new Promise((resolve) => {
    reply = resolve;
  });
  run.serveFrom(at('http://localhost:1'));
  const underWay = receive(ask('/webhooks/voice/answer'), run);
  run.serveFrom(at('http://localhost:2'));
  const next = receive(ask('/webhooks/voice/answer'), run);
  reply();
  expect([(await underWay).body, (await next).body]).toEqual([
    '[{"action":"talk","text":"http://localhost:1"}]',
    '[{"action":"talk","text":"http://localhost:2"}]',
  ]);
  expect(run.rewrites).toEqual(['http://localhost:2']);
  expect(run.reachable()[0]).toMatchObject({ is: 'voice.answer', to: 'http://localhost:2' });
});

it('takes over which paths may pass, and keeps those that NCCOs named', () => {
  const run = desk({}, ['/old/*']);
  run.passing.named.set('/named', undefined);
  run.serveFrom(live({}, ['/new/*']));
  expect(run.passing.patterns.map(String)).toEqual(['/^\\/new\\/.*$/']);
  expect([...run.passing.named.keys()]).toEqual(['/named']);
});
