import { describe, expect, it } from 'vitest';
import { keyList, listenToKeys } from '../../../../src/commands/listen/keys/listen-to-keys.ts';
import { fakeWorld } from '../../../support/fake-world.ts';

/** What comes of keys that are pressed: what they do, and what is said. */
const pressing = (...keys: readonly string[]) => {
  const world = fakeWorld({ isTerminal: true });
  const came: string[] = [];
  const heard = listenToKeys(world, {
    keys: [
      { key: 'c', does: 'place a call', press: () => void came.push('a call') },
      { key: 'q', does: 'quit', press: () => world.stop.request('key q') },
      { key: 't', does: 'throw', press: () => Promise.reject(new Error('no luck')) },
    ],
    say: (lines) => came.push(...lines),
    failed: (error) => came.push(String(error)),
  });
  for (const key of keys) world.press(key);
  return { world, came, heard };
};

const LIST = [
  '  c  place a call',
  '  q  quit',
  '  t  throw',
  '  ?  this list',
  '  Ctrl-C ends it as q does, Ctrl-Z puts it aside (fg brings it back)',
];

describe('the keys of listen', () => {
  it.each<[what: string, keys: readonly string[], came: readonly string[], stops: readonly string[]]>([
    ['press what is in the list', ['c', 'c'], ['a call', 'a call'], []],
    ['are listed on ?', ['?'], LIST, []],
    ['mean something in lower case', ['C'], ['Key C does nothing here; ? lists the keys.'], []],
    ['hint once at the list', ['x', 'y', 'c'], ['Key x does nothing here; ? lists the keys.', 'a call'], []],
    ['leave an empty line on Enter', ['enter', 'enter'], ['', ''], []],
    ['are silent on what is pressed by habit', ['escape', 'tab', 'backspace', ' ', 'ctrl-d'], [], []],
    ['are not what is pasted', ['paste', 'paste'], ['What is pasted here presses no keys.'], []],
    ['stop on Ctrl-C, which in raw mode is a key', ['ctrl-c'], [], ['Ctrl-C']],
    ['insist on a second Ctrl-C', ['ctrl-c', 'ctrl-c'], [], ['Ctrl-C', 'Ctrl-C']],
    ['do nothing more once a stop was asked for', ['q', 'c', '?', 'x'], [], ['key q']],
  ])('%s', (_what, keys, came, stops) => {
    const pressed = pressing(...keys);
    expect({ came: pressed.came, stops: pressed.world.stops }).toEqual({ came, stops });
  });

  it('say what went wrong', async () => {
    const { came } = pressing('t');
    await Promise.resolve();
    await Promise.resolve();
    expect(came).toEqual(['Error: no luck']);
  });

  it('let go of the keyboard when they are told to', () => {
    const { world, heard } = pressing();
    expect(world.press('x')).toBe(true);
    heard.release();
    expect(world.press('x')).toBe(false);
  });

  it('leave the keyboard to a question, and hear again after it', async () => {
    const { world, heard } = pressing();
    await heard.aside(async () => expect(world.press('c')).toBe(false));
    expect(world.press('c')).toBe(true);
  });

  it('stay silent when all ends during a question', async () => {
    const { world, heard } = pressing();
    await heard.aside(async () => heard.release());
    expect(world.press('c')).toBe(false);
  });

  it('name themselves in a list', () => {
    expect(keyList([{ key: 'p', does: 'pause, and go on', press: () => {} }])).toEqual([
      '  p  pause, and go on',
      ...LIST.slice(-2),
    ]);
  });
});
