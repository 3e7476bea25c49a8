import { describe, expect, it } from 'vitest';
import { type Key, keyList, listenToKeys } from '../../../src/commands/listen/keys.ts';
import { fakeWorld } from '../../support/fake-world.ts';

const keysInto = (pressed: string[]): readonly Key[] => [
  { key: 'c', does: 'place a call', press: () => pressed.push('c') },
  { key: 'q', does: 'quit', press: () => pressed.push('q') },
];

describe('the keys of listen', () => {
  it('presses what is in the list, and nothing else', () => {
    const world = fakeWorld({ isTerminal: true });
    const pressed: string[] = [];
    listenToKeys(world, keysInto(pressed));
    for (const key of ['c', 'x', 'C', 'enter', 'escape', 'q']) world.press(key);
    expect(pressed).toEqual(['c', 'q']);
    expect(world.stops).toEqual([]);
  });

  it('takes Ctrl-C of the raw mode for a stop, and a second one for an urgent one', () => {
    const world = fakeWorld({ isTerminal: true });
    listenToKeys(world, keysInto([]));
    world.press('ctrl-c');
    expect([world.stop.requested.aborted, world.stop.insisted.aborted]).toEqual([true, false]);
    world.press('ctrl-c');
    expect([world.stop.requested.aborted, world.stop.insisted.aborted]).toEqual([true, true]);
    expect(world.stops).toEqual(['Ctrl-C', 'Ctrl-C']);
  });

  it('lets go of the keyboard when it is told to', () => {
    const world = fakeWorld({ isTerminal: true });
    const release = listenToKeys(world, keysInto([]));
    expect(world.press('x')).toBe(true);
    release();
    expect(world.press('x')).toBe(false);
  });

  it('leaves a stdin that is no terminal alone', () => {
    const world = fakeWorld();
    listenToKeys(world, keysInto([]));
    expect(world.press('c')).toBe(false);
  });

  it('lists them in one line', () => {
    expect(keyList(keysInto([]))).toBe('c place a call   q quit');
  });
});
