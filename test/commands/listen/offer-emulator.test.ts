import { describe, expect, it } from 'vitest';
import type { ListenFlags } from '../../../src/commands/listen/flags.ts';
import { offerEmulator } from '../../../src/commands/listen/offer-emulator.ts';
import { type FakeWorldOptions, fakeWorld } from '../../support/fake-world.ts';

const flags: ListenFlags = { configure: true, record: true };

/** What becomes of `--emulator`, and whether anything was asked. */
const offered = async (options: FakeWorldOptions, given: Partial<ListenFlags> = {}) => {
  const world = fakeWorld(options);
  const { emulator } = await offerEmulator({ ...flags, ...given }, world);
  return { emulator, asked: world.questions.length > 0 };
};

describe('listen without credentials', () => {
  it('explains at a terminal, and offers the emulator', async () => {
    const world = fakeWorld({ isTerminal: true, answer: '' });
    await offerEmulator(flags, world);
    expect(world.stderr.text() + world.questions.join('\n')).toBe(
      `No Vonage API key and secret were found: there is no application to listen to.
The built-in emulator shows the whole flow, with no account, phone or internet.
Start the emulator instead? [Y/n] `,
    );
  });

  it.each([
    ['', true],
    ['y', true],
    ['Yes', true],
    [' y ', true],
    ['n', undefined],
    ['no', undefined],
    ['what?', undefined],
  ])('answer %j', async (answer, emulator) => {
    expect(await offered({ isTerminal: true, answer })).toEqual({ emulator, asked: true });
  });

  it('takes the end of stdin for a no', async () => {
    expect(await offered({ isTerminal: true })).toEqual({ emulator: undefined, asked: true });
  });

  it.each<[string, FakeWorldOptions, Partial<ListenFlags>]>([
    ['no terminal', { answer: 'y' }, {}],
    ['--json', { isTerminal: true, answer: 'y' }, { json: true }],
    ['--no-configure', { isTerminal: true, answer: 'y' }, { configure: false }],
    ['a whole pair', { isTerminal: true, answer: 'y' }, { apiKey: 'key', apiSecret: 'secret' }],
    ['half a pair, which is told instead', { isTerminal: true, answer: 'y' }, { apiKey: 'key' }],
    [
      'a pair in the environment',
      { isTerminal: true, answer: 'y', env: { VONAGE_API_KEY: 'key', VONAGE_API_SECRET: 'secret' } },
      {},
    ],
  ])('asks nothing: %s', async (_name, options, given) => {
    expect(await offered(options, given)).toEqual({ emulator: undefined, asked: false });
  });
});
