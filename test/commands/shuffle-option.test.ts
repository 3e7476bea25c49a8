import { describe, expect, it } from 'vitest';
import { commander } from '../../src/commander.ts';
import { shuffleOption } from '../../src/commands/shuffle-option.ts';

const read = (...args: readonly string[]): unknown => {
  const command = new (commander().Command)().exitOverride().configureOutput({ writeErr: () => {} });
  try {
    return command.addOption(shuffleOption()).parse(args, { from: 'user' }).opts()['shuffle'];
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

const REFUSED = (text: string): string =>
  `error: option '--shuffle [ms]' argument '${text}' is invalid. Write milliseconds, from 1 to 3600000.`;

describe('--shuffle', () => {
  it.each([
    [[], undefined],
    [['--shuffle'], 500],
    [['--shuffle', '20'], 20],
    [['--shuffle=3600000'], 3_600_000],
    [['--shuffle', '0'], REFUSED('0')],
    [['--shuffle=3600001'], REFUSED('3600001')],
    [['--shuffle=1.5'], REFUSED('1.5')],
    [['--shuffle=1s'], REFUSED('1s')],
  ])('%j', (args, understood) => {
    expect(read(...args)).toBe(understood);
  });
});
