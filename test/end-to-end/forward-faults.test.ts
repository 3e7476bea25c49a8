import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import express, { type Express, type RequestHandler } from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { type Cli, startCli } from '../support/cli.ts';
import { hasPython, startIvrServer } from '../support/start-ivr-server.ts';
import { emptyPlace, watchedEmulator } from '../support/whole-flow.ts';

// A developer's own Express app behind `listen`, on the emulator, with one mistake after the other in it.

const TALK = { action: 'talk', text: 'Hello' };
const input = (eventUrl: string) => ({ action: 'input', type: ['dtmf'], eventUrl: [eventUrl] });
const json =
  (value: unknown, status = 200): RequestHandler =>
  (_request, response) =>
    void response.status(status).json(value);
/** A good answer that asks for a key, which `/dtmf` gets. */
const asksForKey: RequestHandler = (request, response) =>
  void response.json([TALK, input(`https://${request.hostname}/dtmf`)]);

const page =
  (html: string): RequestHandler =>
  (_request, response) =>
    void response.send(html);
/** Calls somebody: the one who answers hears `/on-answer`, and with `synchronous` a busy line asks `/connected`. */
const connects =
  (more: { readonly eventType?: 'synchronous' }): RequestHandler =>
  ({ hostname }, response) => {
    const number = more.eventType === undefined ? ANSWERS : BUSY;
    const onAnswer = { url: `https://${hostname}/on-answer` };
    const endpoint = [{ type: 'phone', number, ...(more.eventType === undefined && { onAnswer }) }];
    response.json([
      {
        action: 'connect',
        from: '14155550100',
        eventUrl: [`https://${hostname}/connected`],
        endpoint,
        ...more,
      },
    ]);
  };
const ANSWERS = '447700900444';
const BUSY = '447700900445';
const notifies: RequestHandler = ({ hostname }, response) =>
  void response.json([
    { action: 'notify', payload: { at: 'menu' }, eventUrl: [`https://${hostname}/told`] },
    TALK,
  ]);

type Routes = (app: Express) => unknown;

const MISTAKES: readonly (readonly [name: string, routes: Routes])[] = [
  ['nothing is wrong', (app) => app.get('/answer', asksForKey).post('/dtmf', json([TALK]))],
  [
    'the answer is a page',
    (app) => app.get('/answer', (_request, response) => void response.send('<h1>Welcome</h1>')),
  ],
  ['the answer is an object with the NCCO in it', (app) => app.get('/answer', json({ ncco: [TALK] }))],
  ['the answer is a single action', (app) => app.get('/answer', json(TALK))],
  [
    'the answer is nothing',
    (app) => app.get('/answer', (_request, response) => void response.sendStatus(204)),
  ],
  ['the answer is a text', (app) => app.get('/answer', (_request, response) => void response.send('OK'))],
  [
    'the answer is compressed, and fine',
    (app) =>
      app.get('/answer', (_request, response) => {
        response.set('Content-Encoding', 'gzip').type('application/json');
        response.send(gzipSync(JSON.stringify([TALK])) as unknown as string);
      }),
  ],
  ['the route is for POST', (app) => app.post('/answer', json([TALK]))],
  [
    'the route is for POST, and says so',
    (app) =>
      app
        .post('/answer', json([TALK]))
        .all('/answer', (_request, response) => void response.set('Allow', 'POST').sendStatus(405)),
  ],
  [
    'the handler throws',
    (app) =>
      app.get('/answer', () => {
        throw new TypeError("Cannot read properties of undefined (reading 'number')");
      }),
  ],
  [
    'the answer is somewhere else',
    (app) => app.get('/answer', (_request, response) => response.redirect('/menu')),
  ],
  ['a variable has no value', (app) => app.get('/answer', json([TALK, input('undefined/dtmf')]))],
  ['an unknown action', (app) => app.get('/answer', json([{ action: 'say', text: 'Hello' }]))],
  ['the event handler is missing', (app) => app.get('/answer', json([TALK]))],
  ['there is no route for RTC events', (app) => app.get('/answer', json([TALK]))],
  [
    'the event handler fails',
    (app) => app.get('/answer', json([TALK])).post('/event', json({ error: 'no database' }, 500)),
  ],
  [
    'the event handler answers with an NCCO where none is asked for',
    (app) => app.get('/answer', json([TALK])).post('/event', json([TALK])),
  ],
  [
    'the event handler answers every event with an empty list',
    (app) => app.get('/answer', json([TALK])).post('/event', json([])),
  ],
  [
    'the keys are taken for a text',
    (app) =>
      app
        .get('/answer', asksForKey)
        .post(
          '/dtmf',
          ({ body }, response) => void response.json([{ ...TALK, text: `You pressed ${body.dtmf}` }]),
        ),
  ],
  [
    'the keys are taken for a text, and the handler throws',
    (app) =>
      app.get('/answer', asksForKey).post('/dtmf', ({ body }, response) => {
        const first = body.dtmf.startsWith('1');
        response.json([{ ...TALK, text: `${first}` }]);
      }),
  ],
  [
    'the input gets no NCCO',
    (app) =>
      app.get('/answer', asksForKey).post('/dtmf', (_request, response) => void response.sendStatus(204)),
  ],
  [
    'the input gets an object',
    (app) => app.get('/answer', asksForKey).post('/dtmf', json({ success: true })),
  ],
  [
    'the input gets a page',
    (app) =>
      app
        .get('/answer', asksForKey)
        .post('/dtmf', (_request, response) => void response.send('<p>Thanks</p>')),
  ],
  [
    'the input gets an object with the NCCO in it',
    (app) => app.get('/answer', asksForKey).post('/dtmf', json({ ncco: [TALK] })),
  ],
  [
    'the called hears a page',
    (app) => app.get('/answer', connects({})).get('/on-answer', page('<h1>Hello</h1>')),
  ],
  [
    'the called hears an object',
    (app) => app.get('/answer', connects({})).get('/on-answer', json({ say: 'Hello' })),
  ],
  [
    'a synchronous connect gets a page',
    (app) =>
      app.get('/answer', connects({ eventType: 'synchronous' })).post('/connected', page('<h1>oops</h1>')),
  ],
  [
    'a synchronous connect gets a single action',
    (app) => app.get('/answer', connects({ eventType: 'synchronous' })).post('/connected', json(TALK)),
  ],
  ['a notify gets a page', (app) => app.get('/answer', notifies).post('/told', page('<h1>oops</h1>'))],
  [
    'a notify gets an object with the NCCO in it',
    (app) => app.get('/answer', notifies).post('/told', json({ ncco: [TALK] })),
  ],
  [
    'a notify gets some object: nothing to say',
    (app) => app.get('/answer', notifies).post('/told', json({})),
  ],
  ['the input handler is for GET', (app) => app.get('/answer', asksForKey).get('/dtmf', json([TALK]))],
];

/** The lines of webhooks that say more than that they came, without what changes from run to run. */
const newsOf = (output: string): readonly string[] => {
  const lines = output.split('\n');
  const news: string[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [line = '', next = ''] = [lines[at], lines[at + 1]];
    const isRequest = /^\d\d:\d\d:\d\d\.\d{3} → /.test(line);
    if (isRequest && /^ {13}/.test(next) && !/^ {13}→/.test(next))
      news.push(
        line
          .slice(13)
          .replace(/^(.{48}).*(. \d{3}) .*/, '$1 $2')
          .replace(/ +\S+$/, (end) => (/^ +<?\d+m?s$/.test(end) ? '' : end)),
      );
    // A reply or what is wrong, below its request.
    if (/^ {13}/.test(line) && !/^ {13}→/.test(line)) news.push(line);
  }
  return news.filter((line, index) => line !== news[index - 1]);
};

const ended = async (cli: Cli, call: number): Promise<string> => {
  const end = `Call ${call} ended`;
  while (!cli.stdout().includes(end)) await new Promise((resolve) => setTimeout(resolve, 10));
  return cli.stdout();
};

const startWatching = async (url: string) => {
  const emulator = await watchedEmulator({
    answerUrl: `${url}/answer`,
    eventUrl: `${url}/event`,
    rtcUrl: `${url}/rtc`,
  });
  const cli = startCli(
    ['listen', `--emulator=${emulator.api}`, '--port', '0', '--no-record', '--forward', url],
    emptyPlace(),
    { FORCE_COLOR: '0', NODE_ENV: 'development' },
  );
  onTestFinished(async () => {
    await cli.stop('SIGKILL');
  });
  while (!cli.stdout().includes('Reachable')) await new Promise((resolve) => setTimeout(resolve, 10));
  let calls = 0;
  let before = cli.stdout().length;
  let shown = '';
  return {
    /** Places a call, and keeps what was said of it. */
    call: async (name: string): Promise<void> => {
      calls += 1;
      await emulator.placeCall({
        from: '447700900001',
        to: '14155550100',
        press: ['1'],
        callees: { [ANSWERS]: { does: 'answer', hangUpAfterSeconds: 5 }, [BUSY]: { does: 'busy' } },
      });
      const output = await ended(cli, calls);
      shown += `# ${name}\n${newsOf(output.slice(before)).join('\n')}\n\n`;
      before = output.length;
    },
    shown: (): string =>
      shown
        .replaceAll(url, '<server>')
        .replaceAll(/flow-\d+/g, 'flow-<port>')
        .replaceAll(/127\.0\.0\.1:\d+/g, '<listener>'),
  };
};

it('every mistake of a handler is named at its exchange, with what to do', async () => {
  let app = express();
  const server = express()
    .use((request, response, next) => app(request, response, next))
    .listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const watched = await startWatching(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  for (const [name, routes] of MISTAKES) {
    app = express().use(express.json());
    routes(app);
    if (name !== 'the event handler is missing')
      app.post('/event', (_request, response) => void response.sendStatus(204));
    if (name !== 'there is no route for RTC events')
      app.post('/rtc', (_request, response) => void response.sendStatus(204));
    app.post('/connected', (_request, response) => void response.sendStatus(204));
    await watched.call(name);
  }
  await expect(watched.shown()).toMatchFileSnapshot('../cases/forward/faults.txt');
});

/** As `faults.py` knows them. */
const MISTAKES_IN_PYTHON: readonly (readonly [mistake: string, name: string])[] = [
  ['none', 'nothing is wrong'],
  ['repr', 'the answer is what Python prints, not JSON'],
  ['dtmf', 'the keys are taken for a text'],
  ['concatenates', 'the keys are added to a text: the handler throws, and the connection breaks'],
  ['catches', 'the keys are asked for their beginning, and the failure is caught'],
  ['missing', 'the input has no route'],
  ['method', 'there is no do_POST'],
];

it.skipIf(!hasPython())('so it is of a server in Python, with its own ways of failing', async () => {
  const url = await startIvrServer('python3', 'faults.py');
  const watched = await startWatching(url);
  for (const [mistake, name] of MISTAKES_IN_PYTHON) {
    await fetch(`${url}/${mistake}`, { method: 'PUT' });
    await watched.call(name);
  }
  await expect(watched.shown()).toMatchFileSnapshot('../cases/forward/faults-python.txt');
});
