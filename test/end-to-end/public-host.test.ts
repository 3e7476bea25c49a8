import { afterEach, describe, expect, it } from 'vitest';
import { newPlace, startCli } from '../support/cli.ts';
import { type Heard, startBackend } from '../support/emulator-backend.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

/** How apps name themselves in their own NCCOs. */
const HABITS: Readonly<Record<string, (heard: Heard) => string>> = {
  'with the host it was asked by': ({ headers }) => `http://${headers.host}`,
  'without the port, as `req.hostname` of Express is': ({ headers }) =>
    `http://${String(headers.host).split(':')[0]}`,
  'with https, whatever came': ({ headers }) => `https://${String(headers.host).split(':')[0]}`,
  'with the headers of a proxy': ({ headers }) =>
    `${headers['x-forwarded-proto']}://${headers['x-forwarded-host']}`,
};

const startApp = async (ownAddress: (heard: Heard) => string) => {
  const app = await startBackend((heard) => {
    if (heard.path === '/webhooks/voice/answer' || heard.path === '/answer')
      return {
        body: [
          { action: 'talk', text: 'Press 1', bargeIn: true },
          { action: 'input', type: ['dtmf'], eventUrl: [`${ownAddress(heard)}/dtmf`] },
        ],
      };
    if (heard.path === '/dtmf') return { body: [{ action: 'talk', text: 'Thank you' }] };
    return { status: 204 };
  });
  undo.push(app.close);
  return app;
};

const run = async (args: readonly string[]) => {
  const place = newPlace();
  undo.push(place.remove);
  const cli = startCli([...args, '--press', '1', '--json'], place);
  const { code } = await cli.ended;
  const spoken = cli
    .lines()
    .flatMap(({ name, action, summary }) =>
      name === 'action-started' && action === 'talk' ? [summary] : [],
    );
  return { code, spoken };
};

describe.each(Object.entries(HABITS))('an app that names itself %s', (_habit, ownAddress) => {
  it('is reached again when it is called itself', async () => {
    const app = await startApp(ownAddress);
    expect(await run(['call', '--answer-url', `${app.url}/answer`])).toEqual({
      code: 0,
      spoken: ['Press 1', 'Thank you'],
    });
  });

  it('is reached again behind --forward', async () => {
    const app = await startApp(ownAddress);
    const listen = ['listen', '--emulator', '--port', '0', '--call', '--once', '--speed', 'instant'];
    expect(await run([...listen, '--forward', app.url])).toEqual({
      code: 0,
      spoken: ['Press 1', 'Thank you'],
    });
  });
});
