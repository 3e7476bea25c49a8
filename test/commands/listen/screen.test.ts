import { describe, expect, it } from 'vitest';
import { openScreen } from '../../../src/commands/listen/screen.ts';
import { fakeOutput } from '../../support/fake-output.ts';

/** A screen whose two outputs are one terminal, and what that has shown; a line that is drawn over has `⟲` before it. */
const screenOf = (options: { readonly canRedraw?: boolean; readonly mostHeld?: number } = {}) => {
  const output = fakeOutput(options);
  const screen = openScreen({ stdout: output, stderr: output }, options.mostHeld);
  return { screen, shown: () => output.text().replaceAll('\r\u001b[K', '⟲') };
};

const aTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a screen', () => {
  it('shows what is written', () => {
    const { screen, shown } = screenOf();
    screen.stdout.write('one\n');
    screen.stderr.write('two\n');
    screen.say(['three', 'four']);
    expect(shown()).toBe('one\ntwo\nthree\nfour\n');
  });

  it('holds what is written while it is paused, and then shows it in its order', async () => {
    const { screen, shown } = screenOf();
    screen.pause();
    screen.stdout.write('one\n');
    screen.stderr.write('two\n');
    await aTurn();
    screen.stdout.write('three\n');
    screen.goOn();
    await aTurn();
    screen.stdout.write('four\n');
    expect(shown()).toBe('⟲paused, 0 held; p goes on⟲paused, 2 held; p goes on⟲one\ntwo\nthree\nfour\n');
  });

  it('says things also while it is paused', () => {
    const { screen, shown } = screenOf();
    screen.pause();
    screen.say(['details']);
    expect(shown()).toBe('⟲paused, 0 held; p goes on⟲details\n⟲paused, 0 held; p goes on');
  });

  it('draws nothing over where it cannot', async () => {
    const { screen, shown } = screenOf({ canRedraw: false });
    screen.pause();
    screen.stdout.write('one\n');
    await aTurn();
    screen.goOn();
    expect(shown()).toBe('paused; p goes on\ngoing on; 1 held\none\n');
  });

  it('waits for a question without a word', async () => {
    const { screen, shown } = screenOf();
    await screen.aside(async (say) => {
      screen.stdout.write('one\n');
      await aTurn();
      say(['answered']);
    });
    expect(shown()).toBe('answered\none\n');
  });

  it.each([
    ['', false, 'answered\none\nreplayed\ncurl'],
    [' in a pause', true, '⟲paused, 0 held; p goes on⟲answered\n⟲paused, 1 held; p goes on⟲replayed\n'],
  ])('says behind a question what is said by others meanwhile%s', async (_when, isPaused, expected) => {
    const { screen, shown } = screenOf();
    if (isPaused) screen.pause();
    await screen.aside(async (say) => {
      screen.say(['replayed']);
      screen.exact('curl');
      screen.stdout.write('one\n');
      say(['answered']);
    });
    expect(shown().startsWith(expected)).toBe(true);
  });

  it('is still paused after a question', async () => {
    const { screen, shown } = screenOf();
    screen.pause();
    await screen.aside(async () => screen.stdout.write('one\n'));
    expect(shown()).toBe('⟲paused, 0 held; p goes on⟲⟲paused, 1 held; p goes on');
  });

  it('counts what is too much to be held', () => {
    const { screen, shown } = screenOf({ canRedraw: false, mostHeld: 10 });
    screen.pause();
    for (const line of ['12345\n', '123456789\n', '12\n']) screen.stdout.write(line);
    screen.goOn();
    expect(shown()).toBe(
      'paused; p goes on\ngoing on; 3 held\n12345\n… and 2 more, too many to be held: vonage-flow flows list has the calls\n',
    );
  });
});
