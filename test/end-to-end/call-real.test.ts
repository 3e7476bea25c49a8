import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { EmulatorAccess } from '../../src/edge/emulator/running-emulator.ts';
import { isJsonObject, type JsonObject } from '../../src/vonage/json.ts';
import { BIN, type Place, runCli, startCli } from '../support/cli.ts';
import { runExec } from '../support/exec.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { startUserServer } from '../support/user-server.ts';
import { emptyPlace, ivrPlace, startListening, watchedEmulator } from '../support/whole-flow.ts';

/** The account of an emulator, as if it were one at Vonage: `--real` goes by its API host. */
const accountOf = ({ about, api }: Pick<EmulatorAccess, 'about' | 'api'>): Record<string, string> => ({
  VONAGE_API_HOST: api,
  VONAGE_API_KEY: about.apiKey,
  VONAGE_API_SECRET: about.apiSecret,
  VONAGE_APPLICATION_ID: about.applicationId,
  VONAGE_PRIVATE_KEY: about.privateKey,
});

const REGION_CLIENT = fileURLToPath(new URL('../support/region-client.js', import.meta.url));

const NCCO = [{ action: 'talk', text: 'Your parcel is here.' }];

const call = (line: string, place: Place, env: Readonly<Record<string, string>>) =>
  runCli(['call', '--real', ...line.split(' ').filter((word) => word !== '')], place, env);

describe('vonage-flow call --real', () => {
  it('places a call that runs the NCCO of a file, and says before what it does', async () => {
    const [place, emulator] = [emptyPlace(), await watchedEmulator()];
    writeFileSync(join(place.folder, 'parcel.json'), JSON.stringify(NCCO));
    const line =
      '--to 447700900123 --from 14155550100 --ncco parcel.json --event-url http://127.0.0.1:1/event --yes';
    const { code, stdout, stderr } = await call(line, place, accountOf(emulator));
    const shown = (text: string): string =>
      text
        .replaceAll(emulator.api, '<api>')
        .replaceAll(emulator.about.applicationId, '<application>')
        .replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}/g, '<call>')
        // A second is begun or not.
        .replace(/\d+ s, price [\d.]+/, '<seconds> s, price <price>');
    await expect(`${shown(stdout)}--- stderr\n${shown(stderr)}--- exit ${code}\n`).toMatchFileSnapshot(
      '../cases/cli/call-real/file.txt',
    );
  });

  it('is answered by the listen that runs for the application, which shows the events', async () => {
    const [place, emulator] = [ivrPlace(), await watchedEmulator({ speed: 20 })];
    const env = accountOf(emulator);
    const listening = await startListening(['--tunnel', 'none', '--yes'], place, env);
    const { code, stderr, stdout } = await call('--to 447700900123 --yes', place, env);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('(the listen that runs here)'),
    });
    expect(stdout).toMatch(
      /^Placed: \S+ \(started\)\nWhat happens now is shown by the listen that runs here\.\n(?: {2}ringing\n)?(?: {2}answered\n)?Ended: completed, \d+ s, price [\d.]+ EUR, rate [\d.]+ EUR a minute\n$/,
    );
    const answer = await listening.line(({ type, kind }) => type === 'exchange' && kind === 'answer');
    expect(answer).toMatchObject({ from: '14155550100', to: '447700900123', reply: { ncco: 'welcome' } });
    await listening.stop();
  });

  it('asks the listen for an NCCO by its name', async () => {
    const [place, emulator] = [ivrPlace(), await watchedEmulator({ speed: 20 })];
    const env = accountOf(emulator);
    const listening = await startListening(['--tunnel', 'none', '--yes'], place, env);
    const { code } = await call('--to 447700900123 --ncco sorry --yes', place, env);
    expect(code).toBe(0);
    await listening.line(({ request }) => isJsonObject(request) && request['path'] === '/ncco/sorry');
    await listening.stop();
  });

  it('refuses a name that the listen does not have, also after an edit of its config', async () => {
    const [place, elsewhere, emulator] = [ivrPlace(), emptyPlace(), await watchedEmulator()];
    const env = accountOf(emulator);
    const listening = await startListening(['--tunnel', 'none', '--yes'], place, env);
    const there = { ...elsewhere, home: place.home };
    const calling = async (name: string) => {
      const { code, stdout, stderr } = await call(`--to 447700900123 --ncco ${name} --yes`, there, env);
      return `$ vonage-flow call --real --to 447700900123 --ncco ${name} --yes\n${stdout}--- stderr\n${stderr}--- exit ${code}\n`;
    };
    const said = [await calling('welcom'), await calling('zebra')].join('\n');
    await expect(said).toMatchFileSnapshot('../cases/cli/call-real/ncco-that-the-listen-has-not.txt');
    expect(listening.exchanges()).toEqual([]);

    const file = join(place.folder, 'vonage-flow.config.yaml');
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/^nccos:\n/m, '$&  zebra: [{ action: talk, text: Stripes }]\n'),
    );
    expect(await calling('zebra')).toMatch(/^Placed: /m);
    writeFileSync(file, 'nccos: [');
    expect(await calling('quagga')).toMatch(/^Placed: /m);
    await listening.stop();
  });

  it('asks a server of one’s own', async () => {
    const [place, emulator, server] = [emptyPlace(), await watchedEmulator(), await startUserServer()];
    const { code } = await call(
      `--to 447700900123 --answer-url ${server.url}/answer --event-url ${server.url}/event --yes --json`,
      place,
      accountOf(emulator),
    );
    expect(code).toBe(0);
    await expect.poll(() => server.heard.map(({ path }) => path)).toContain('/answer');
  });

  it.each<[name: string, line: string, more: Readonly<Record<string, string>>]>([
    ['without-number', '--yes', {}],
    ['nothing-answers', '--to 447700900123 --yes', {}],
    ['ncco-of-no-listen', '--to 447700900123 --ncco welcome --yes', {}],
    ['keys-of-the-emulator', '--to 447700900123 --press 1', {}],
    ['a-scenario', 'calls.yaml --to 447700900123', {}],
    ['answered-twice', '--to 447700900123 --ncco a.json --answer-url http://127.0.0.1/answer', {}],
    ['template-in-a-file', '--to 447700900123 --ncco template.json --yes', {}],
    ['no-ncco-in-a-file', '--to 447700900123 --ncco broken.json --yes', {}],
    ['nobody-to-ask', '--to 447700900123 --ncco parcel.json', {}],
    [
      'server-that-vonage-cannot-reach',
      '--to 447700900123 --answer-url http://localhost:8080/answer --yes',
      { VONAGE_API_HOST: '' },
    ],
    [
      'key-of-another',
      '--to 447700900123 --ncco parcel.json --event-url http://127.0.0.1:1/ --yes',
      { VONAGE_PRIVATE_KEY: 'other' },
    ],
  ])('%s', async (name, line, more) => {
    const [place, emulator] = [emptyPlace(), await watchedEmulator()];
    writeFileSync(join(place.folder, 'parcel.json'), JSON.stringify(NCCO));
    writeFileSync(join(place.folder, 'template.json'), '[{"action":"talk","text":"{{ from }}"}]');
    writeFileSync(join(place.folder, 'broken.json'), '[{"action":"tlak"}]');
    const other = more['VONAGE_PRIVATE_KEY'] && (await watchedEmulator({ seed: 'another' })).about.privateKey;
    const env = { ...accountOf(emulator), ...more, ...(other && { VONAGE_PRIVATE_KEY: other }) };
    const { code, stdout, stderr } = await call(line, place, env);
    const text = `$ vonage-flow call --real ${line}\n${stdout}--- stderr\n${stderr}--- exit ${code}\n`
      .replaceAll(emulator.api, '<api>')
      .replaceAll(emulator.about.applicationId, '<application>');
    await expect(text).toMatchFileSnapshot(`../cases/cli/call-real/${name}.txt`);
    expect(emulator.sent).toEqual([]);
  });
});

/** As long as nobody hangs up: two minutes of music on hold, in real time. */
const LONG = [{ action: 'talk', text: 'Please hold the line. '.repeat(100) }];

const longCall = async () => {
  const [place, emulator] = [emptyPlace(), await watchedEmulator({ speed: 1 })];
  writeFileSync(join(place.folder, 'long.json'), JSON.stringify(LONG));
  const line = 'call --real --to 447700900123 --ncco long.json --event-url http://127.0.0.1:1/ --yes';
  return { place, emulator, args: line.split(' '), env: accountOf(emulator) };
};

const statuses = (lines: readonly JsonObject[]) => lines.map(({ status }) => status);

describe('a real call is followed to its end', () => {
  it('the first Ctrl-C hangs it up, and what it cost is told', async () => {
    const { place, args, env } = await longCall();
    const cli = startCli([...args, '--json'], place, env);
    await cli.line(({ status }) => status === 'answered');
    expect(await cli.stop('SIGINT')).toBe(130);
    expect(statuses(cli.lines()).slice(-2)).toEqual(['answered', 'completed']);
    expect(cli.lines().at(-1)).toMatchObject({ duration: expect.any(String), price: expect.any(String) });
  });

  it('is hung up also when the API fails at first', async () => {
    const { place, args, env, emulator } = await longCall();
    const letFail = (...faults: readonly string[]) =>
      fetch(`${emulator.api}/emulator/v1/faults`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ faults }),
      });
    const refused: unknown[] = [];
    emulator.subscribe(({ event }) => {
      if (event.name === 'api-request' && event.method === 'PUT') refused.push(event.status);
    });
    const cli = startCli([...args, '--json'], place, env);
    await cli.line(({ status }) => status === 'answered');
    expect((await letFail('rest:503')).status).toBe(200);
    const ended = cli.stop('SIGINT');
    await expect.poll(() => refused, { timeout: 10_000 }).toContain(503);
    await letFail();
    expect(await ended).toBe(130);
    expect(cli.lines().at(-1)).toMatchObject({ status: 'completed' });
  });

  it('a reader that has gone does not hang it up', async () => {
    const { place, args, env, emulator } = await longCall();
    const cli = startCli(args, place, env);
    while (!cli.stdout().includes('Placed')) await new Promise((resolve) => setTimeout(resolve, 10));
    cli.child.stdout?.destroy();
    expect((await cli.ended).code).toBe(3);
    expect(cli.stderr()).toContain('is followed no more');
    expect(emulator.sent.map(({ fields }) => fields)).not.toContainEqual(
      expect.objectContaining({ status: 'completed' }),
    );
  });

  it.each<[to: string, does: 'busy' | 'reject', ending: string, code: number]>([
    ['447700900123', 'busy', 'Ended: busy\n', 1],
    ['447700900124', 'reject', 'Ended: rejected\n', 1],
  ])('%s is %s: exit code 1', async (to, does, ending, code) => {
    const [place, emulator] = [emptyPlace(), await watchedEmulator({ callees: { [to]: { does } } })];
    writeFileSync(join(place.folder, 'parcel.json'), JSON.stringify(NCCO));
    const line = `--to ${to} --ncco parcel.json --event-url http://127.0.0.1:1/ --yes`;
    const ended = await call(line, place, accountOf(emulator));
    expect(ended).toMatchObject({ code, stdout: expect.stringContaining(ending) });
  });

  it('in the region that its application names, by the host of that region', async () => {
    // Every host of Vonage leads to the emulator, which knows a call in its own region only.
    const { code, stdout, stderr } = await runExec(
      [process.execPath, REGION_CLIENT, BIN],
      ['--redirect', '--number', '14155550100'],
    );
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      last: 'completed',
      found: { 'api-eu-3.vonage.com': 'completed', 'api-us-3.vonage.com': 404 },
    });
  });
});

describe.runIf(hasPty)('vonage-flow call --real at a terminal', () => {
  it.each<[answer: string, code: number]>([
    ['y\r', 0],
    ['\r', 3],
    ['\u0003', 130],
  ])('asks before it costs anything: %j', async (answer, code) => {
    const [place, emulator] = [emptyPlace(), await watchedEmulator()];
    writeFileSync(join(place.folder, 'parcel.json'), JSON.stringify(NCCO));
    const line = 'call --real --to 447700900123 --ncco parcel.json --event-url http://127.0.0.1:1/';
    const at = startInTerminal(line.split(' '), place, accountOf(emulator));
    await at.sees('Place it? [y/N] ');
    at.types(answer);
    expect((await at.ended).code).toBe(code);
    expect(at.screen().includes('Placed: ')).toBe(answer === 'y\r');
  });
});
