import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from '../support/cli.ts';
import { startLocaltunnelServer } from '../support/localtunnel-server.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

// The app of a tutorial: its URLs say localhost, which is another machine for Vonage.

const CALL = { from: '447700900001', to: '14155550100', press: ['1'] };

const startApp = async () => {
  const keys: { readonly digits: string; readonly host: string | undefined }[] = [];
  const app = express().use(express.json());
  const server = app.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  app.get('/answer', (_request, response) => {
    response.json([
      { action: 'talk', text: 'Press a key', bargeIn: true },
      { action: 'input', type: ['dtmf'], dtmf: { maxDigits: 1 }, eventUrl: [`${url}/dtmf`] },
    ]);
  });
  app.post('/dtmf', ({ body, headers }, response) => {
    keys.push({ digits: body.dtmf.digits, host: headers.host });
    response.json([{ action: 'talk', text: 'Thank you' }]);
  });
  for (const path of ['/event', '/rtc'])
    app.post(path, (_request, response) => void response.sendStatus(204));
  return { url, keys };
};

/** The name under which the emulator asks a server on this machine. */
const nameOf = (url: string): string => `flow-${new URL(url).port}.localhost`;

const startTunnels = async () => {
  const tunnels = await startLocaltunnelServer({ maxConnections: 16 });
  onTestFinished(() => tunnels.close());
  return tunnels;
};

const emulatorFor = ({ url }: { readonly url: string }) =>
  watchedEmulator({ answerUrl: `${url}/answer`, eventUrl: `${url}/event`, rtcUrl: `${url}/rtc` });

it('with --rewrite-urls a key reaches the app through the public address', async () => {
  const [app, tunnels] = [await startApp(), await startTunnels()];
  const emulator = await emulatorFor(app);
  const listen = await startListening(
    [`--emulator=${emulator.api}`, '--tunnel-host', tunnels.url, '--forward', app.url, '--rewrite-urls'],
    emptyPlace(),
  );
  expect(await emulator.placeCall(CALL)).toMatchObject({ completed: true, problems: [] });
  expect(await listen.stop('SIGINT')).toBe(0);
  const { publicUrl } = listen;
  expect(publicUrl).toBe(tunnels.tunnels[0]?.url);
  expect(emulator.sent.find(({ kind }) => kind === 'input')?.url).toBe(`${publicUrl}/dtmf`);
  expect(app.keys).toEqual([{ digits: '1', host: nameOf(publicUrl) }]);
  const said = listen
    .exchanges()
    .filter(({ kind }) => kind === 'answer' || kind === 'input')
    .map(({ kind, remarks, problems }) => ({ kind, remarks, problems }));
  expect(said).toEqual([
    {
      kind: 'answer',
      remarks: [`[1].eventUrl[0]: ${app.url}/dtmf → https://${nameOf(publicUrl)}/dtmf (--rewrite-urls)`],
      problems: [],
    },
    { kind: 'input', remarks: undefined, problems: [] },
  ]);
});

it('without it the answer is named: what Vonage could not reach, and what mends it', async () => {
  const [app, tunnels] = [await startApp(), await startTunnels()];
  const emulator = await emulatorFor(app);
  const { applicationId, apiKey, apiSecret, signatureSecret } = emulator.about;
  const cli = startCli(
    ['listen', '--port', '0', '--no-record', '--yes', '--tunnel-host', tunnels.url, '--forward', app.url],
    emptyPlace(),
    {
      FORCE_COLOR: '0',
      VONAGE_API_HOST: emulator.api,
      VONAGE_APPLICATION_ID: applicationId,
      VONAGE_API_KEY: apiKey,
      VONAGE_API_SECRET: apiSecret,
      VONAGE_SIGNATURE_SECRET: signatureSecret,
    },
  );
  onTestFinished(async () => {
    await cli.stop('SIGKILL');
  });
  const shows = async (words: string): Promise<void> => {
    while (!cli.stdout().includes(words)) {
      if (cli.child.exitCode !== null) throw new Error(cli.stderr());
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  await shows('Reachable');
  await emulator.placeCall(CALL);
  await shows('Call 1 ended');
  expect(await cli.stop('SIGINT')).toBe(0);
  // The emulator is on this machine, so that it did reach the app, and not through us.
  expect(app.keys).toEqual([{ digits: '1', host: nameOf(app.url) }]);
  const lines = cli.stdout().split('\n');
  const at = lines.findIndex((line) => / → 2 {2}answer/.test(line));
  // Behind its own lines may stand how many RTC events were folded meanwhile, and a slow machine comes near the deadline.
  const isBelow = (line: string): boolean => /^ {13}(←| {5})/.test(line);
  const end = lines.findIndex((line, index) => index > at && !isBelow(line));
  const shown = lines
    .slice(at, end)
    .filter((line) => !/^ +▲ \d+ % of the /.test(line))
    .join('\n')
    .replace(/^\S+/, '<time>')
    .replaceAll(app.url, 'http://localhost:8080')
    .replace(/[\da-f]{8} [\da-f]{8}/, '<leg> <conversation>')
    .replace(/ +<?[\d.]+m?s$/m, ' <took>');
  await expect(`${shown}\n`).toMatchFileSnapshot('../cases/forward/local-url.txt');
});
