import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/main.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { emptyPlace } from '../../support/whole-flow.ts';

const EMULATED = '11111111-0000-4000-8000-000000000001';
const BORROWED = '22222222-0000-4000-8000-000000000001';

const record = (flow: string, kind: string, body: object): string =>
  `${JSON.stringify({ v: 1, type: 'exchange', id: 1, at: `2026-03-01T09:3${flow[0]}:00.000Z`, flow, kind, request: { path: '/', form: 'json', body } })}\n`;

/** A folder for which an emulator runs and two calls were recorded, on a machine where an application is borrowed from. */
const place = (): ReturnType<typeof emptyPlace> => {
  const at = emptyPlace();
  mkdirSync(join(at.folder, '.vonage-flow'));
  writeFileSync(
    join(at.folder, '.vonage-flow/emulator.json'),
    JSON.stringify({
      api: 'http://127.0.0.1:4010',
      applicationId: EMULATED,
      users: ['carol'],
      numbers: ['1415'],
    }),
  );
  writeFileSync(
    join(at.folder, '.vonage-flow/2026-03-01T09-30-00-000Z-42.ndjson'),
    `{"v":1,"type":"record"}\n${record('1aaa1111', 'answer', { uuid: '1aaa1111', from: '4477', to: '1415', conversation_uuid: 'CON-a' })}${record('1aaa1111', 'recording', { recording_url: 'https://api.nexmo.com/v1/files/1', conversation_uuid: 'CON-a' })}${record('2bbb2222', 'answer', { uuid: '2bbb2222', from: '4477', to: '1415', conversation_uuid: 'CON-b' })}{"torn`,
  );
  const journal = join(at.home, '.local/state/vonage-flow/borrowed');
  mkdirSync(journal, { recursive: true });
  writeFileSync(
    join(journal, `${BORROWED}@api.nexmo.com.json`),
    JSON.stringify({
      version: 1,
      application: { id: BORROWED, name: 'Shop' },
      apiHost: 'https://api.nexmo.com',
      pid: 1,
      borrowedAt: 0,
      slots: [],
    }),
  );
  writeFileSync(join(journal, 'broken.json'), '{');
  return at;
};

/** What the words in a shell's line are answered with. */
const reply = async (...args: readonly string[]): Promise<{ code: number; lines: readonly string[] }> => {
  const { folder, home } = place();
  const world = { ...fakeWorld(), cwd: folder, homeDirectory: home };
  const code = await main(['__complete', ...args], world);
  expect(world.stderr.text()).toBe('');
  return { code, lines: world.stdout.text().split('\n').slice(0, -1) };
};

const values = async (...args: readonly string[]): Promise<readonly string[]> =>
  (await reply(...args)).lines.slice(1).map((line) => line.split('\t')[0]!);

describe('__complete', () => {
  it('tells what a word means', async () => {
    expect((await reply('zsh', 'ncco', 'sh')).lines).toEqual([
      'words',
      'show\tShow what NCCOs do: an outline, or a flowchart',
    ]);
  });

  it('knows applications, users, numbers and the emulator from what is on this machine', async () => {
    expect((await reply('zsh', 'listen', '--app', '')).lines).toEqual([
      'words',
      `${EMULATED}\tof the emulator`,
      `${BORROWED}\tShop`,
    ]);
    expect(await values('zsh', 'call', '--as', '')).toEqual(['carol']);
    expect(await values('zsh', 'call', '--to', '')).toEqual(['1415']);
    expect(await values('zsh', 'call', '--emulator', '')).toEqual(['http://127.0.0.1:4010']);
  });

  it('knows the calls that were recorded, the latest first, and those with a recording', async () => {
    expect((await reply('zsh', 'flows', 'show', '')).lines).toEqual([
      'words',
      'last\tthe latest call',
      '2bbb2222\t2bbb2222 of 2026-03-01 09:32 UTC from 4477',
      '1aaa1111\t1aaa1111 of 2026-03-01 09:31 UTC from 4477',
      'none\twhat belongs to no call',
    ]);
    expect(await values('zsh', 'flows', 'download', '')).toEqual(['last', '1aaa1111']);
  });

  it.each<[shell: string, current: string, value: string]>([
    ['zsh', '--on-bad-ncco=repl', 'replace'],
    ['fish', '--on-bad-ncco=repl', '--on-bad-ncco=replace'],
  ])('gives %s what it puts in the place of %s', async (shell, current, value) => {
    expect(await values(shell, 'listen', current)).toEqual([value]);
  });

  it('gives bash what is behind the last character that cuts words', async () => {
    expect(await values('bash', 'vonage-flow ncco validate --rule local-url=o', ' \t\n"\'=:')).toEqual([
      'off',
    ]);
    expect(await values('bash', 'vonage-flow ncco validate --rule local-url=o', ' ')).toEqual([
      'local-url=off',
    ]);
  });

  it('counts the words for a PowerShell that drops empty ones', async () => {
    expect(await values('powershell', '2', 'ncco')).toContain('validate');
    expect(await values('powershell', '1', 'ncc')).toEqual(['ncco']);
  });

  it.each<[words: string, values: readonly string[]]>([
    ['listen --tunnel n', ['ngrok', 'none']],
    ['listen --tunnel ngrok,', ['ngrok,localtunnel', 'ngrok,cloudflared', 'ngrok,none']],
    ['app configure --set voice.', ['voice.answer=', 'voice.event=', 'voice.fallback=']],
    ['app configure --set voice.answer=', []],
    ['app configure --method rtc', ['rtc.event=']],
    ['app configure --method rtc.event=', ['rtc.event=GET', 'rtc.event=POST']],
    ['app configure --socket-timeout rtc', ['rtc.event=']],
    ['app configure --add-capability voice,r', ['voice,rtc']],
    ['app configure --signed-callbacks o', ['on', 'off']],
    ['app configure --signed-callbacks rtc', ['rtc=on', 'rtc=off']],
    ['app configure --region eu', ['eu-west', 'eu-east']],
    ['url wss.', ['wss.echo', 'wss.tone', 'wss.record']],
    ['url voice.', ['voice.answer', 'voice.event', 'voice.fallback']],
    ['flows download l', ['last']],
    ['flows pull l', ['last']],
    ['flows pull last l', ['last']],
    ['flows show l', ['last']],
    ['trigger member:j', ['member:joined']],
    ['listen --filter sta', ['status:']],
    ['flows show last --view l', ['lanes']],
  ])('completes %s', async (typed, expected) => {
    expect(await values('zsh', ...typed.split(' '))).toEqual(expected);
  });

  it.each<[what: string, args: readonly string[], first: string]>([
    ['a file', ['listen', '--config', ''], 'files'],
    ['a folder', ['init', '--out', ''], 'folders'],
    ['a scenario', ['call', 'a.yaml', ''], 'files yaml yml json'],
    ['an exported call', ['flows', 'replay', './te'], 'files json'],
    ['a command of the user’s', ['emulator', 'exec', '--', ''], 'files'],
  ])('leaves %s to the shell', async (_what, args, first) => {
    expect((await reply('zsh', ...args)).lines).toEqual([first]);
  });

  it('offers options where only they can stand', async () => {
    expect(await values('zsh', 'listen', '')).toContain('--emulator');
    expect(await values('zsh', 'listen', '')).not.toContain('--version');
    expect(await values('zsh', '--')).toContain('--version');
  });

  it('takes the value of one option not for that of another', async () => {
    // It may stand alone, so that an option can follow.
    expect(await values('zsh', 'listen', '--emulator', '--on')).toEqual(['--on-bad-ncco', '--once']);
    // It takes several.
    expect(await values('zsh', 'call', '--user', 'alice', 'c')).toEqual(['carol']);
  });

  it('says nothing of what it does not understand', async () => {
    expect(await reply('cmd.exe', 'ncco')).toEqual({ code: 1, lines: [] });
    expect(await reply()).toEqual({ code: 1, lines: [] });
    expect(await reply('zsh', 'nonsense', 'lis')).toEqual({ code: 0, lines: ['words'] });
  });
});
