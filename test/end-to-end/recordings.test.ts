import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../src/vonage/json.ts';
import { runCli, startCli } from '../support/cli.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const RECORDS = `answer: hi
nccos:
  hi:
    - { action: record, transcription: {} }
    - { action: talk, text: This call is recorded. }
`;

const recordingPlace = () => {
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), RECORDS);
  return place;
};

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ_[0-9a-f]{8}_(recording|transcript)-[0-9a-f]{8}\.(mp3|json)$/;

/** Names without what is another one in each run, sorted. */
const kindsOf = (names: readonly string[]): readonly string[] =>
  names.map((name) => (NAME.test(name) ? name.replace(NAME, '$1.$2') : name)).toSorted();

describe('listen --save-recordings', () => {
  it('keeps recordings and transcripts of the emulator as they are made, named by call and time', async () => {
    const place = recordingPlace();
    const cli = startCli(
      ['listen', '--emulator', '--json', '--port', '0', '--speed', 'instant'].concat([
        '--call',
        '--once',
        '--save-recordings',
        'kept',
      ]),
      place,
    );
    expect((await cli.ended).code).toBe(0);
    const folder = join(place.folder, 'kept');
    const names = readdirSync(folder);
    expect(kindsOf(names)).toEqual(['recording.mp3', 'transcript.json']);
    // The two stand side by side: the same start, call and recording.
    expect(
      new Set(names.map((name) => name.replace(/_(recording|transcript)-/, '_').replace(/\.\w+$/, ''))).size,
    ).toBe(1);
    const webhook = cli.lines().find(({ kind }) => kind === 'recording');
    const size = valueAt(webhook, 'request.body.size');
    const mp3 = names.find((name) => name.endsWith('.mp3')) ?? '';
    expect(statSync(join(folder, mp3)).size).toBe(size);
    expect(mp3).toContain(String(webhook?.['flow']).slice(0, 8));
    const json = names.find((name) => name.endsWith('.json')) ?? '';
    expect(JSON.parse(readFileSync(join(folder, json), 'utf8'))).toMatchObject({ ver: '1.0.0' });
    expect(cli.lines().flatMap(({ what }) => (String(what).startsWith('saved ') ? [what] : []))).toEqual([
      expect.stringMatching(/^saved recording, \d+ kB: kept\/.*\.mp3$/),
      expect.stringMatching(/^saved transcript, \d+ kB: kept\/.*\.json$/),
    ]);
  });

  it('sends no token to a host that a stranger names, and says so', async () => {
    const place = recordingPlace();
    const listen = await startListening(['--emulator', '--save-recordings', 'kept'], place);
    await fetch(`${listen.publicUrl}/webhooks/voice/event`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ recording_url: 'http://127.0.0.1:9/steal', conversation_uuid: 'CON-1' }),
    });
    const trouble = await listen.line(({ type }) => type === 'trouble');
    expect(trouble['what']).toContain("http://127.0.0.1:9 is no host of Vonage's");
    expect(await listen.stop()).toBe(0);
  });

  it('needs the key of the application, and says so before anything is borrowed', async () => {
    const run = await runCli(
      ['listen', '--no-configure', '--tunnel', 'none', '--port', '0', '--save-recordings', 'kept'].concat([
        '--app',
        '11111111-2222-4333-8444-555555555555',
      ]),
      recordingPlace(),
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      'The private key of application 11111111-2222-4333-8444-555555555555 was not found',
    );
    expect(run.stderr).toContain('or leave --save-recordings out');
  });
});

it.each(['a-file', 'a-file/below', ...(process.platform === 'linux' ? ['/proc/kept'] : [])])(
  'listen --save-recordings %s says at the start that it is no folder to write',
  async (folder) => {
    const place = recordingPlace();
    writeFileSync(join(place.folder, 'a-file'), '');
    const run = await runCli(['listen', '--emulator', '--port', '0', '--save-recordings', folder], place);
    expect([run.code, run.stderr]).toEqual([
      2,
      expect.stringContaining(`✗ --save-recordings ${folder}: this is no folder that can be written\n`),
    ]);
  },
);

describe('flows download', () => {
  it('gets what was recorded of a call from the emulator that still runs, once', async () => {
    const place = recordingPlace();
    const listen = await startListening(['--emulator', '--speed', 'instant', '--call'], place);
    await listen.line(({ kind }) => kind === 'transcription');
    const { flow } = await listen.line(({ kind }) => kind === 'recording');
    const first = await runCli(['flows', 'download', 'last'], place);
    expect([first.code, kindsOf(readdirSync(join(place.folder, 'recordings')))]).toEqual([
      0,
      ['recording.mp3', 'transcript.json'],
    ]);
    expect(first.stdout.trim().split('\n').toSorted()).toEqual(
      readdirSync(join(place.folder, 'recordings'))
        .map((name) => `recordings/${name}`)
        .toSorted(),
    );
    const again = await runCli(['flows', 'download', String(flow).slice(0, 8)], place);
    expect([again.code, again.stdout]).toEqual([0, first.stdout]);
    expect(again.stderr).toContain('recording, was there already');
    const below = join(place.folder, 'below');
    mkdirSync(below);
    const other = await runCli(['flows', 'download', String(flow), '--out', 'there', '--json'], {
      ...place,
      folder: below,
    });
    expect(JSON.parse(other.stdout)).toMatchObject({
      flow,
      files: [{ kind: 'recording' }, { kind: 'transcript' }],
      failed: [],
    });
    expect(await listen.stop()).toBe(0);
    const gone = await runCli(['flows', 'download', 'last'], place);
    expect(gone.code).toBe(3);
    expect(gone.stderr).toContain("is no host of Vonage's");
  });

  it.each<[what: string, args: readonly string[], code: number, words: string]>([
    ['none is recorded', ['last'], 3, 'No call is recorded here'],
    ['an id that is none', ['nothing-such'], 2, 'No recorded call has the id "nothing-such"'],
    ['an id that is too short', ['6'], 2, 'write at least 4 characters of it, or last'],
    ['an id that fits two', ['aaaa'], 2, 'More than one call fits "aaaa"'],
    ['nothing was recorded', ['last'], 3, 'the latest with one is aaaa1111'],
    ['no application is known', ['aaaa1111'], 2, 'No application is named'],
  ])('says that %s', async (what, args, code, words) => {
    const place = emptyPlace();
    const folder = join(place.folder, '.vonage-flow');
    mkdirSync(folder);
    // The search upward ends here, whatever stands above on this machine.
    mkdirSync(join(place.folder, '.git'));
    const line = (record: object): string => `${JSON.stringify({ v: 1, ...record })}\n`;
    const exchange = (time: string, flow: string, kind: string, body: object): string => {
      const request = { method: 'POST', path: '/webhooks/voice/event', form: 'json', body };
      return line({ type: 'exchange', id: 1, at: `2026-03-01T${time}:00.000Z`, flow, kind, request });
    };
    const recording = { recording_url: 'https://api.nexmo.com/v1/files/1', conversation_uuid: 'CON-a' };
    if (what !== 'none is recorded')
      writeFileSync(
        join(folder, '2026-03-01T09-30-00-000Z-42.ndjson'),
        line({ type: 'record' }) +
          exchange('09:30', 'aaaa1111-x', 'answer', { uuid: 'aaaa1111-x', from: '4477', to: '1415' }) +
          exchange('09:31', 'aaaa1111-x', 'recording', recording) +
          exchange('09:32', 'aaaa2222-x', 'answer', { uuid: 'aaaa2222-x', from: '4477', to: '1415' }),
      );
    const run = await runCli(['flows', 'download', ...args], place);
    expect([run.code, run.stdout]).toEqual([code, '']);
    expect(run.stderr.replace(/\s+/g, ' ')).toContain(words);
  });
});
