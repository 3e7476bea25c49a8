import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { cliStory } from '../support/cli-story.ts';
import { emptyPlace, startListening } from '../support/whole-flow.ts';

const CALLER = '447911123456';
const CONFIG = `
numbers: ["14155550100"]
users: [alice]
answer: hi
nccos:
  hi:
    - { action: talk, text: "<speak>Hello {{ from }}</speak>" }
    - { action: connect, from: "14155550100", endpoint: [{ type: app, user: alice }] }
`;

it('a masked export holds nobody, in whatever format, and is a fixture that replays', async () => {
  const place = emptyPlace();
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), CONFIG);
  const call = `--emulator --call --once --speed instant --port 0 --from ${CALLER}`.split(' ');
  expect((await runCli(['listen', ...call], place)).code).toBe(0);
  const exported = async (...more: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli(['flows', 'export', 'last', ...more], place);
    expect([code, stderr]).toEqual([0, '']);
    return stdout;
  };
  expect(await exported()).toContain(CALLER);
  for (const format of ['har', 'html', 'curl', 'mermaid', 'otlp-json']) {
    const text = await exported('--mask', '--format', format);
    expect([format, /447911123456|14155550100|alice/.exec(text)]).toEqual([format, null]);
  }
  const fixture = await exported('--mask', '--mask-seed', 'fixture');
  expect(fixture).not.toMatch(/447911123456|14155550100|alice/);
  expect(fixture).toBe(await exported('--mask', '--mask-seed', 'fixture'));
  writeFileSync(join(place.folder, 'call.json'), fixture);
  const listen = await startListening(['--no-configure', '--tunnel', 'none', '--no-record'], place);
  const { code, stdout } = await runCli(
    ['flows', 'replay', './call.json', '--to', listen.publicUrl, '--speed', 'instant', '--json'],
    place,
  );
  const sent = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const [greeted] = sent.filter(({ kind }) => kind === 'answer');
  expect(greeted.after.body[0].text).toMatch(/^<speak>Hello 447700900\d{3}<\/speak>$/);
  // The other number that the config names is in no webhook, so that it is the one difference.
  expect([code, sent.every((one) => one.sent), sent.filter((one) => !one.same).length]).toEqual([0, true, 1]);
}, 180_000);

it('says what is no exported call', async () => {
  const place = emptyPlace();
  const files = {
    'har.json': '{"log":{}}',
    'text.json': 'hello',
    'newer.json': '{"v":9,"type":"flow-export","exchanges":[]}',
    'empty.json': '{"v":1,"type":"flow-export","exchanges":[]}',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.folder, name), text);
  const story = cliStory(place, {});
  for (const name of [...Object.keys(files), './gone', 'folder/']) await story.run(`flows show ${name}`);
  await story.run('flows export last --mask-seed x');
  await expect(story.text()).toMatchFileSnapshot('../cases/flows/no-export.txt');
});
