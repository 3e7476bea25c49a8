import { describe, expect, it } from 'vitest';
import { checkFlags } from '../../../src/commands/listen/check-flags.ts';
import type { ListenFlags } from '../../../src/commands/listen/flags.ts';
import { Failure } from '../../../src/failure.ts';
import { failureText } from '../../../src/report-error.ts';

const complaint = (flags: Partial<ListenFlags>, commandLine?: readonly string[]): string | undefined => {
  try {
    checkFlags({ configure: true, record: true, ...flags }, commandLine);
  } catch (error) {
    if (error instanceof Failure) return `${failureText(error, false)}exit code ${error.exitCode}`;
    throw error;
  }
  return undefined;
};

const ONLY_EMULATED = 'On the real platform calls come from real phones, at their own speed.';

describe('flags of listen that exclude each other', () => {
  it.each<[string, Partial<ListenFlags>, readonly string[], (readonly string[])?]>([
    [
      'nothing behind the dashes',
      {},
      [
        '✗ There is no command behind --',
        '  What stands there is started, with the addresses of this run in its environment.',
        '  → put it there: vonage-flow listen -- npm run dev',
        '  → or leave -- out',
      ],
      [],
    ],
    [
      'a command for a run that ends at once',
      { giveBack: true },
      ['✗ --give-back ends at once, so there is nothing to start a command for', '  → leave one of them out'],
      ['npm', 'start'],
    ],
    [
      'a picture for a program',
      { view: 'lanes', json: true },
      [
        '✗ --view lanes and --json exclude each other',
        '  Lanes are drawn for people; with --json a program reads.',
        '  → leave one of them out',
      ],
    ],
    [
      'a picture with gaps',
      { view: 'lanes', filter: 'problem' },
      [
        '✗ --view lanes and --filter exclude each other',
        '  A picture with gaps would tell another story.',
        '  → leave one of them out',
      ],
    ],
    [
      'a call without the emulator',
      { call: true },
      [
        '✗ --call works with the emulator only',
        `  ${ONLY_EMULATED}`,
        '  → add --emulator',
        '  → or leave --call out, and call your number',
      ],
    ],
    [
      'a speed without the emulator',
      { speed: 10 },
      [
        '✗ --speed works with the emulator only',
        `  ${ONLY_EMULATED}`,
        '  → add --emulator',
        '  → or leave --speed out, and call your number',
      ],
    ],
    [
      'keys without a call',
      { emulator: true, press: [{ place: 1, reaction: { press: '1' } }] },
      ['✗ --press is about a call, and none is placed', '  → add --call'],
    ],
    [
      'the end of a call without anything',
      { once: true },
      ['✗ --once is about a call, and none is placed', '  → add --emulator --call'],
    ],
    [
      'a seed for an emulator that runs already',
      { emulator: 'http://127.0.0.1:4010', seed: 'a' },
      [
        '✗ --seed is decided where the emulator was started',
        '  → give it there: vonage-flow emulator --seed …',
      ],
    ],
    [
      'a state file for an emulator that runs already',
      { emulator: 'http://127.0.0.1:4010', state: 'state.json' },
      [
        '✗ --state is decided where the emulator was started',
        '  → give it there: vonage-flow emulator --state …',
      ],
    ],
    [
      'recordings for no folder',
      { saveRecordings: ' ' },
      [
        '✗ --save-recordings names no folder',
        '  → name one, which is made when it is not there: --save-recordings recordings',
      ],
    ],
    [
      'two ways in',
      { publicUrl: 'https://me.example', tunnelHost: ['https://tunnel.example'] },
      [
        '✗ --public-url and --tunnel-host exclude each other',
        '  With --public-url a tunnel of your own leads here, and no other is opened.',
        '  → leave one of them out',
      ],
    ],
    [
      'a server for no tunnel',
      { tunnel: ['none'], tunnelHost: ['https://tunnel.example'] },
      [
        '✗ --tunnel none opens no localtunnel, so --tunnel-host has nothing to say',
        '  → leave one of them out',
      ],
    ],
  ])('%s', (_name, flags, lines, commandLine) => {
    expect(complaint(flags, commandLine)).toBe(`${lines.join('\n')}\nexit code 2`);
  });

  it.each<[string, Partial<ListenFlags>]>([
    ['nothing', {}],
    [
      'a call on the emulator',
      {
        emulator: true,
        call: true,
        once: true,
        press: [{ place: 1, reaction: { press: '1' } }],
        speed: 'instant',
      },
    ],
    ['a call on one that runs', { emulator: 'http://127.0.0.1:4010', call: true, from: '447700900123' }],
    ['a tunnel server of one’s own', { tunnel: ['localtunnel'], tunnelHost: ['https://tunnel.example'] }],
    ['a public URL', { publicUrl: 'https://me.example' }],
  ])('fine: %s', (_name, flags) => {
    expect(complaint(flags)).toBeUndefined();
  });
});
