import { expect, it } from 'vitest';
import { firstProven } from '../../../src/edge/tunnels/first-proven.ts';
import type { Tunnel, TunnelChoice } from '../../../src/edge/tunnels/tunnel.ts';
import { Failure } from '../../../src/failure.ts';
import { wordsOfFailure } from '../../support/borrower.ts';

const CHOICES: readonly TunnelChoice[] = [
  { kind: 'ngrok' },
  { kind: 'cloudflared' },
  { kind: 'localtunnel' },
];
const never = new AbortController().signal;

const failing =
  (works: TunnelChoice['kind'] | undefined, asked: string[] = []) =>
  async ({ kind }: TunnelChoice): Promise<Tunnel> => {
    asked.push(kind);
    if (kind === works) return { kind, url: `https://${kind}.example`, close: async () => undefined };
    throw new Failure({ what: `no ${kind}`, why: 'It is not there.', tryThis: [`get ${kind}`, 'or do not'] });
  };

it('takes the first that is proven, and tries no more', async () => {
  const asked: string[] = [];
  const { tunnel, choice, passedOver } = await firstProven(CHOICES, failing('cloudflared', asked), never);
  expect([tunnel.url, choice.kind, asked]).toEqual([
    'https://cloudflared.example',
    'cloudflared',
    ['ngrok', 'cloudflared'],
  ]);
  expect(passedOver.map(({ what }) => what)).toEqual(['no ngrok']);
});

it('says of each why it would not do, and what to do next, when none is', async () => {
  expect(await wordsOfFailure(firstProven(CHOICES, failing(undefined), never))).toEqual({
    what: 'None of the ways in could be opened and proven',
    why: 'no ngrok: It is not there. no cloudflared: It is not there. no localtunnel: It is not there.',
    tryThis: [
      'get ngrok',
      'get cloudflared',
      'get localtunnel',
      'or use a tunnel of your own: --public-url <url>',
      'or do without the internet: vonage-flow listen --emulator',
    ],
    exitCode: 3,
  });
});

it('has the one reason when there was one way', async () => {
  expect(await wordsOfFailure(firstProven([{ kind: 'ngrok' }], failing(undefined), never))).toMatchObject({
    what: 'no ngrok',
    tryThis: ['get ngrok', 'or do not'],
  });
});

it('ends at a stop, whatever is left in the list', async () => {
  const asked: string[] = [];
  await expect(firstProven(CHOICES, failing('localtunnel', asked), AbortSignal.abort())).rejects.toThrow(
    'no ngrok',
  );
  expect(asked).toEqual(['ngrok']);
});
