import { expect, it, onTestFinished } from 'vitest';
import { startBackend } from '../support/emulator-backend.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

const call = { from: '447700900001', to: '14155550100', press: ['1'] };

const listenWithCopy = async (copyUrl: string) => {
  const server = await startUserServer();
  const emulator = await watchedEmulator({
    answerUrl: `${server.url}/answer`,
    eventUrl: `${server.url}/event`,
    rtcUrl: `${server.url}/rtc`,
  });
  const listen = await startListening(
    [`--emulator=${emulator.api}`, '--forward', server.url, '--copy', copyUrl],
    emptyPlace(),
  );
  expect(await emulator.placeCall(call)).toMatchObject({ completed: true, problems: [] });
  return { server, emulator, listen };
};

it('a second server hears every webhook to the byte, and what it replies goes nowhere', async () => {
  const second = await startBackend(() => ({
    status: 500,
    body: [{ action: 'talk', text: 'From the copy' }],
  }));
  onTestFinished(() => second.close());
  const { server, emulator, listen } = await listenWithCopy(second.url);
  expect(await listen.stop('SIGINT')).toBe(0);
  // Hold music is no webhook.
  const told = ({ heard }: typeof second) =>
    heard
      .filter(({ path }) => path !== '/audio/hold.mp3')
      .map(({ method, path, query, body, headers }) =>
        [method, path, query, body, headers.authorization].join(' '),
      )
      .sort();
  expect(told(second)).toEqual(told(server));
  expect(JSON.stringify(emulator.sent)).not.toContain('From the copy');
});

it('one that never answers delays nothing, and what it was not told is counted', async () => {
  const second = await startBackend(() => ({ afterMs: 60_000 }));
  onTestFinished(() => second.close());
  const { listen } = await listenWithCopy(second.url);
  // An answer that had waited for it would have come too late, and the call have had a problem.
  expect(await listen.stop('SIGINT')).toBe(0);
  const lines = listen.lines();
  expect(lines.map(({ what }) => what)).toContainEqual(
    expect.stringMatching(/^--copy: \d+ webhooks were not told to http/),
  );
  expect(lines.at(-1)?.['type']).toBe('closed');
});
