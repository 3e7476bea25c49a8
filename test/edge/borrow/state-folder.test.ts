import { describe, expect, it } from 'vitest';
import { stateFolder } from '../../../src/edge/borrow/state-folder.ts';
import { fakeWorld } from '../../support/fake-world.ts';

interface Row {
  readonly platform: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
}

const [unix, windows] = [
  { platform: 'linux', home: '/home/alice' },
  { platform: 'win32', home: 'C:\\Users\\alice' },
];

describe('the state folder', () => {
  it.each<Row>([
    { ...unix, env: {}, folder: '/home/alice/.local/state/vonage-flow' },
    { ...unix, env: { XDG_STATE_HOME: '/var/alice' }, folder: '/var/alice/vonage-flow' },
    { ...unix, env: { XDG_STATE_HOME: 'state' }, folder: '/home/alice/.local/state/vonage-flow' },
    { ...unix, env: { LOCALAPPDATA: '/elsewhere' }, folder: '/home/alice/.local/state/vonage-flow' },
    { ...windows, env: {}, folder: 'C:\\Users\\alice\\AppData\\Local\\vonage-flow' },
    { ...windows, env: { LOCALAPPDATA: 'D:\\Local' }, folder: 'D:\\Local\\vonage-flow' },
    { ...windows, env: { LOCALAPPDATA: 'Local' }, folder: 'C:\\Users\\alice\\AppData\\Local\\vonage-flow' },
    {
      ...windows,
      env: { XDG_STATE_HOME: 'D:\\xdg' },
      folder: 'C:\\Users\\alice\\AppData\\Local\\vonage-flow',
    },
  ])('on $platform with $env is $folder', ({ platform, home, env, folder }) => {
    expect(stateFolder({ ...fakeWorld({ env }), platform, homeDirectory: home })).toBe(folder);
  });
});
