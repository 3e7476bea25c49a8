import { describe, expect, it } from 'vitest';
import { inManner } from '../src/manner.ts';
import { type FakeWorldOptions, fakeWorld } from './support/fake-world.ts';

const SHOWN = '✓ a → b\n';
const SPOKEN = 'OK: a to b\n';

interface Manner {
  readonly stdout: string;
  readonly stderr: string;
  readonly colorLevel: number;
  readonly canRedraw: boolean;
}

/** What is written on both outputs, and whether colours and redrawing are left. */
const manner = async (line: string, options: FakeWorldOptions = {}): Promise<Manner> => {
  const world = fakeWorld({ isTerminal: true, colorLevel: 3, ...options });
  const said = await inManner(line.split(' '), world);
  said.stdout.write(SHOWN);
  said.stderr.write(SHOWN);
  return {
    stdout: world.stdout.text(),
    stderr: world.stderr.text(),
    colorLevel: said.stdout.colorLevel,
    canRedraw: said.stdout.canRedraw,
  };
};

const AS_EVER = { stdout: SHOWN, stderr: SHOWN, colorLevel: 3, canRedraw: true };
const IN_WORDS = { stdout: SPOKEN, stderr: SPOKEN, colorLevel: 0, canRedraw: false };
/** Its stdout is data. */
const TALK_IN_WORDS = { ...IN_WORDS, stdout: SHOWN };

describe('the manner of the outputs', () => {
  it.each<[line: string, options: FakeWorldOptions, expected: Manner]>([
    ['listen', {}, AS_EVER],
    ['listen --no-color', {}, { ...AS_EVER, colorLevel: 0 }],
    ['listen -- npm run dev --no-color --screen-reader', {}, AS_EVER],
    ['listen --screen-reader', {}, IN_WORDS],
    ['--screen-reader app show', {}, IN_WORDS],
    ['listen', { env: { VONAGE_FLOW_SCREEN_READER: '1' } }, IN_WORDS],
    ['listen', { env: { VONAGE_FLOW_SCREEN_READER: '0' } }, AS_EVER],
    ['listen --json --screen-reader', {}, { ...IN_WORDS, stdout: SHOWN, stderr: SHOWN }],
    ['flows export last --screen-reader', {}, TALK_IN_WORDS],
    ['ncco show --format mermaid --screen-reader', {}, { ...TALK_IN_WORDS, stderr: 'OK: a then b\n' }],
    ['completion bash --screen-reader', {}, TALK_IN_WORDS],
    ['users token alice --screen-reader', {}, TALK_IN_WORDS],
    ['flows list --screen-reader', {}, IN_WORDS],
    ['flows list --screen-reader', { isTerminal: false }, TALK_IN_WORDS],
    ['listen', { env: { LANG: 'C' } }, { ...AS_EVER, stdout: 'v a > b\n', stderr: 'v a > b\n' }],
    ['listen', { env: { LANG: 'C', LC_ALL: 'de_DE.UTF-8' } }, AS_EVER],
    ['listen', { env: { LANG: 'C' }, isTerminal: false }, { ...AS_EVER, canRedraw: false }],
  ])('of %s with %j', async (line, options, expected) => {
    expect(await manner(line, options)).toEqual(expected);
  });

  it.each<[line: string, env: Record<string, string>]>([
    ['listen --screen-reader', {}],
    ['listen', { LANG: 'C' }],
    ['listen --screen-reader', { LANG: 'C' }],
  ])('leaves what is copied as it is: %s with %j', async (line, env) => {
    const world = fakeWorld({ isTerminal: true, env });
    const said = await inManner(line.split(' '), world);
    said.stdout.exact?.('curl → b\n');
    expect(world.stdout.text()).toBe('curl → b\n');
  });
});
