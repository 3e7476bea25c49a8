import { describe, expect, it } from 'vitest';
import type { ListenFlags } from '../../../src/commands/listen/flags.ts';
import type { Run } from '../../../src/commands/listen/run.ts';
import { refuseHarmful, remarkOn, tunnelChoices } from '../../../src/commands/listen/tunnel-choices.ts';
import type { Config } from '../../../src/edge/config/config.ts';
import type { TunnelChoice } from '../../../src/edge/tunnels/tunnel.ts';
import { Failure } from '../../../src/failure.ts';

type Parts = Pick<Run, 'flags' | 'config' | 'source'>;

/** Only what these functions look at. */
const run = (flags: Partial<ListenFlags>, config: Partial<Config> = {}, emulated = false): Parts =>
  ({
    flags: { configure: true, record: true, ...flags },
    config,
    source: { emulator: emulated ? {} : undefined, apiHost: undefined, applicationId: 'real' },
  }) as unknown as Parts;

const words = (choice: TunnelChoice): string =>
  choice.kind === 'public-url'
    ? choice.url
    : `${choice.kind}${'host' in choice && choice.host !== undefined ? ` of ${choice.host}` : ''}`;

describe('the ways in that may be tried', () => {
  it.each<[flags: Partial<ListenFlags>, config: Partial<Config>, emulated: boolean, choices: string]>([
    [{}, {}, false, 'localtunnel'],
    [{}, {}, true, 'none'],
    [{}, { tunnel: ['ngrok', 'localtunnel'] }, false, 'ngrok, localtunnel'],
    [{}, { tunnel: ['ngrok'] }, true, 'none'],
    [{ tunnel: ['cloudflared'] }, { tunnel: ['ngrok'] }, true, 'cloudflared'],
    [{}, { publicUrl: 'https://me.example' }, false, 'https://me.example'],
    [{ tunnel: ['ngrok'] }, { publicUrl: 'https://me.example' }, false, 'ngrok'],
    [{ publicUrl: 'https://it.example' }, { tunnel: ['ngrok'] }, false, 'https://it.example'],
    [{ tunnelHost: ['https://t.example'] }, { tunnel: ['ngrok'] }, false, 'localtunnel of https://t.example'],
    [
      { tunnel: ['cloudflared', 'localtunnel'], tunnelHost: ['https://a.example', 'https://b.example'] },
      {},
      false,
      'cloudflared, localtunnel of https://a.example, localtunnel of https://b.example',
    ],
  ])('%j with a config of %j, emulated: %s', (flags, config, emulated, choices) => {
    expect(
      tunnelChoices(run(flags, config, emulated))
        .map(words)
        .join(', '),
    ).toBe(choices);
  });
});

describe('a way in that would harm somebody', () => {
  const refusal = (choice: TunnelChoice, parts: Parts): string | undefined => {
    try {
      refuseHarmful(choice, parts);
    } catch (error) {
      if (error instanceof Failure) return `${error.exitCode} ${error.what}`;
      throw error;
    }
    return undefined;
  };
  const plain = '2 The config marks this application as production, and localtunnel is not for real callers';
  const loopback = '2 Without a tunnel Vonage cannot reach this listener, so the application was left alone';

  it.each<[name: string, choice: TunnelChoice, parts: Parts, expected: string | undefined]>([
    ['localtunnel for production', { kind: 'localtunnel' }, run({}, { production: true }), plain],
    [
      'localtunnel of one’s own for production',
      { kind: 'localtunnel', host: 'https://t.example' },
      run({}, { production: true }),
      plain,
    ],
    [
      'localtunnel for another application than the one of the config',
      { kind: 'localtunnel' },
      run({}, { production: true, application: 'other' }),
      undefined,
    ],
    ['cloudflared for production', { kind: 'cloudflared' }, run({}, { production: true }), undefined],
    [
      'localtunnel, the application is left alone',
      { kind: 'localtunnel' },
      run({ configure: false }, { production: true }),
      undefined,
    ],
    [
      'localtunnel, an emulated application',
      { kind: 'localtunnel' },
      run({}, { production: true }, true),
      undefined,
    ],
    ['localtunnel', { kind: 'localtunnel' }, run({}), undefined],
    ['none', { kind: 'none' }, run({}), loopback],
    ['none, emulated', { kind: 'none' }, run({}, {}, true), undefined],
  ])('%s', (_name, choice, parts, expected) => {
    expect(refusal(choice, parts)).toBe(expected);
  });
});

it.each<[choice: TunnelChoice, isTold: boolean]>([
  [{ kind: 'localtunnel' }, true],
  [{ kind: 'localtunnel', host: 'https://t.example' }, true],
  [{ kind: 'localtunnel', host: 'http://127.0.0.1:4000' }, false],
  [{ kind: 'cloudflared' }, false],
  [{ kind: 'public-url', url: 'https://me.example' }, false],
])('says that the last leg is plain text: %j → %s', (choice, isTold) => {
  expect(remarkOn(choice)?.includes('plain text') ?? false).toBe(isTold);
});
