import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApplications } from '../../../src/edge/applications.ts';
import { type BorrowOptions, borrow } from '../../../src/edge/borrow/borrow.ts';
import { type ApplicationsServer, startApplicationsServer } from '../../support/applications-server.ts';
import { type Borrower, borrower, wordsOfFailure } from '../../support/borrower.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '66666666-7777-4888-8999-000000000000';
const OURS = 'https://ours.example/';

let product: Server;
let address: string;
let server: ApplicationsServer;
let knocked: string[];
/** What the product says at all of its addresses. */
let found: string;

beforeEach(async () => {
  knocked = [];
  found = 'live';
  product = createServer((request, response) => {
    knocked.push(`${request.method} ${request.url}`);
    response.writeHead(found === 'live' || request.url === '/' ? 200 : 404).end(found);
  });
  await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  address = `http://127.0.0.1:${(product.address() as AddressInfo).port}`;
  const webhooks = {
    answer_url: { address: `${address}/answer?line=1&token=hush`, http_method: 'GET' },
    event_url: { address: 'http://127.0.0.1:5/event', http_method: 'POST' },
  };
  server = await startApplicationsServer(
    [
      { id: ID, name: 'shop\u001b[2J', capabilities: { voice: { webhooks } } },
      { id: OTHER, name: 'other', capabilities: { voice: { webhooks } } },
    ],
    { numbers: 2 },
  );
});
afterEach(() => {
  product.closeAllConnections();
  product.close();
  return server.close();
});

const take = async (
  world: Borrower,
  consent: BorrowOptions['consent'] = 'ask',
  more: Partial<BorrowOptions> = {},
) => {
  const applications = openApplications({
    apiKey: server.apiKey,
    apiSecret: server.apiSecret,
    apiHost: server.url,
  });
  const loan = await borrow(world, applications, {
    application: ID,
    slots: ['voice.answer', 'voice.event'],
    urlFor: () => OURS,
    consent,
    tell: () => undefined,
    ...more,
  });
  expect(await loan.giveBack(AbortSignal.timeout(5_000))).toEqual([]);
};

const shown = () =>
  [
    `Application "shop\\x1b[2J" (${ID}) already has webhook URLs:`,
    `  voice.answer  ${address}/answer?line=1&token=***  (answers)`,
    '2 numbers are linked to it.',
  ].join('\n');

describe('a live webhook URL', () => {
  it('is shown and asked about, once; the webhook itself is never called', async () => {
    const world = await borrower({ answer: 'y' });
    await take(world);
    await take(world);
    expect(world.questions).toEqual([
      `${shown()}\nUntil you stop, its calls and events come to this computer; then the old URLs are put back.\nBorrow them? [y/N] `,
    ]);
    expect(knocked).toEqual(['GET /']);
  });

  it.each(['', 'n', 'what?'])('is left alone after the answer %j', async (answer) => {
    const before = server.application(ID);
    expect(await wordsOfFailure(take(await borrower({ answer })))).toEqual({
      what: 'The webhook URLs were not borrowed, and nothing was changed',
      why: undefined,
      tryThis: [
        'use another application: vonage-flow listen --app <id>',
        'or listen without touching this one: vonage-flow listen --no-configure',
      ],
      exitCode: 3,
    });
    expect(server.application(ID)).toEqual(before);
  });

  it('needs --yes where nobody can be asked', async () => {
    expect(await wordsOfFailure(take(await borrower()))).toEqual({
      what: `Application ${ID} already has webhook URLs, and nobody can be asked whether to borrow them`,
      why: shown(),
      tryThis: [
        'agree with --yes: the old URLs are put back at the end',
        'or use another application, or --no-configure to leave this one alone',
      ],
      exitCode: 2,
    });
  });

  it('is borrowed with --yes, and remembered', async () => {
    const world = await borrower();
    await take(world, 'given');
    await take(world);
    expect(knocked).toEqual([]);
  });

  it('is asked about again when it is another one', async () => {
    const world = await borrower({ answer: 'yes' });
    await take(world);
    const answer_url = { address: `${address}/new`, http_method: 'GET' };
    server.edit(ID, (application) => ({
      ...application,
      capabilities: { voice: { webhooks: { answer_url } } },
    }));
    await take(world);
    expect(world.questions.length).toBe(2);
  });

  it('needs nobody where it is not needed', async () => {
    await take(await borrower(), 'not-needed');
    expect(knocked).toEqual([]);
  });

  it('is left alone when the person stops the program at the question', async () => {
    const world = await borrower({ answer: 'y' });
    const waiting: Borrower = {
      ...world,
      keyboard: {
        ...world.keyboard,
        ask: () => {
          world.stopping.abort();
          return new Promise(() => undefined);
        },
      },
    };
    expect(await wordsOfFailure(take(waiting))).toMatchObject({
      what: 'The webhook URLs were not borrowed, and nothing was changed',
    });
  });
});

describe('an origin that several slots lead to', () => {
  it.each([
    ['is asked once who listens there and whether it lives', 'live', ['/.vonage-flow/lease']],
    ['and once more where it may be a tunnel that is gone', '404', ['/.vonage-flow/lease', '/']],
  ])('%s', async (_name, says, paths) => {
    found = says;
    const answer_url = { address: `${address}/webhooks/voice/answer`, http_method: 'GET' };
    const event_url = { address: `${address}/webhooks/voice/event`, http_method: 'POST' };
    server.edit(ID, (application) => ({
      ...application,
      capabilities: { voice: { webhooks: { answer_url, event_url } } },
    }));
    const world = await borrower({ answer: 'y' });
    await take(world, 'ask', { neighbours: { secret: server.apiSecret, takeOver: false } });
    expect(world.questions).toEqual([expect.stringMatching(/answer {2}\(answers\)\n.*event {2}\(answers\)/)]);
    expect(knocked.map((line) => line.replace(/^GET |\?.*/g, ''))).toEqual(paths);
  });
});

describe('two runs at once', () => {
  it('remember both of two consents', async () => {
    const world = await borrower();
    await Promise.all([ID, OTHER].map((application) => take(world, 'given', { application })));
    await Promise.all([ID, OTHER].map((application) => take(world, 'ask', { application })));
    expect(knocked).toEqual([]);
  });
});

describe('a dead webhook URL', () => {
  it('needs no consent', async () => {
    product.closeAllConnections();
    await new Promise((resolve) => product.close(resolve));
    await take(await borrower());
  });
});
