import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { inEnvironment, journals, listenTo, read, serverWith } from '../support/account.ts';
import { cliStory } from '../support/cli-story.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '22222222-2222-4333-8444-555555555555';

const APPLICATION: JsonObject = {
  id: ID,
  name: 'demo',
  keys: { public_key: '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n' },
  brand_new: { 's3_bucket-name': [1, [2, { a: [[]] }]] },
  capabilities: {
    voice: {
      webhooks: {
        // A port where nothing listens.
        answer_url: { address: 'http://127.0.0.1:5/answer?token=abc123', http_method: 'GET' },
        event_url: { address: 'http://127.0.0.1:5/event', http_method: 'POST' },
      },
      signed_callbacks: true,
      region: 'eu-west',
    },
    vbc: {},
  },
};

const open = async (config?: string) => {
  const server = await serverWith(APPLICATION);
  const place = emptyPlace();
  if (config !== undefined) writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), config);
  const env = inEnvironment(server);
  const story = cliStory(place, env, {
    [server.url]: 'http://127.0.0.1:<port>',
    [`_${new URL(server.url).port}.json`]: '_<port>.json',
  });
  const golden = (name: string) => expect(story.text()).toMatchFileSnapshot(`../cases/cli/app/${name}.txt`);
  return { server, place, env, story, golden };
};

describe('vonage-flow app', () => {
  it('shows applications and numbers', async () => {
    const { server, story, golden } = await open();
    server.edit(OTHER, () => ({ id: OTHER, name: 'second\u001b[31m', capabilities: {} }));
    server.numbers.set('14155550100', ID);
    server.numbers.set('14155550101', undefined);
    await story.run('app list');
    await story.run('app list --json');
    await story.run('app show');
    await story.run(`app show ${OTHER} --no-probe`);
    await story.run('app show --json --no-probe');
    await story.run('app numbers');
    await story.run(`app numbers ${OTHER}`);
    await golden('show');
  });

  it('says which applications there are when none is named', async () => {
    const { place, server, golden: _golden } = await open();
    const { VONAGE_APPLICATION_ID: _id, ...env } = inEnvironment(server);
    const story = cliStory(place, env, { [server.url]: 'http://127.0.0.1:<port>' });
    await story.run('app show');
    await story.run('app configure --set voice.answer=http://127.0.0.1:6/');
    await expect(story.text()).toMatchFileSnapshot('../cases/cli/app/none-named.txt');
  });

  it('configures slot by slot, and undoes it', async () => {
    const { server, story, golden } = await open();
    const before = JSON.stringify(await read(server));
    const set = 'app configure --set voice.answer=http://127.0.0.1:6/new --method voice.answer=POST';
    await story.run(`${set} --dry-run`);
    await story.run(set);
    expect(JSON.stringify(await read(server))).toBe(before);
    await story.run(`${set} --socket-timeout voice.event=8000 --yes`);
    await story.run(`${set} --yes`);
    await story.run('app configure --undo --yes');
    expect(JSON.stringify(await read(server))).toBe(before);
    await story.run('app configure --undo --yes');
    await story.run('app configure --unset voice.event --region none --signed-callbacks off --yes --json');
    await story.run('app configure --undo --yes --json');
    expect(await read(server)).toEqual(JSON.parse(before));
    await story.run('app configure --set rtc.event=http://127.0.0.1:6/rtc --yes');
    await story.run('app configure --set rtc.event=http://127.0.0.1:6/rtc --add-capability rtc --yes');
    await story.run('app configure --undo --yes');
    expect(JSON.stringify(await read(server))).toBe(before);
    await golden('slots');
  });

  it('undoes what nobody changed since, and keeps a note of the rest', async () => {
    const { server, story, golden } = await open();
    const before = JSON.stringify(await read(server));
    const slots = '--set voice.answer=http://127.0.0.1:6/new --set voice.event=http://127.0.0.1:6/event';
    await story.run(`app configure ${slots} --yes`);
    const mine = JSON.stringify(await read(server));
    const theirs = mine.replace('127.0.0.1:6/new', '127.0.0.1:7/theirs');
    server.edit(ID, () => JSON.parse(theirs));
    story.note('a colleague sets voice.answer to http://127.0.0.1:7/theirs');
    await story.run('app configure --undo --dry-run');
    expect(JSON.stringify(await read(server))).toBe(theirs);
    await story.run('app configure --undo --yes');
    await story.run('app configure --undo --json');
    expect(JSON.stringify(await read(server))).toBe(
      before.replace(/http:[^"]*answer\?token=abc123/, 'http://127.0.0.1:7/theirs'),
    );
    server.edit(ID, () => JSON.parse(mine.replace('127.0.0.1:6/event', '127.0.0.1:5/event')));
    story.note('and back again');
    await story.run('app configure --undo --yes');
    expect(await read(server)).toEqual(JSON.parse(before));
    await story.run('app configure --undo --yes');
    await golden('undo-conflict');
  });

  it('undoes one change after the other', async () => {
    const { server, story, golden } = await open();
    const states = [await read(server)];
    server.numbers.set('14155550100', undefined);
    for (const change of [
      '--set voice.answer=http://127.0.0.1:6/one',
      '--set voice.answer=http://127.0.0.1:6/two --link-number 14155550100',
      '--unset voice.answer --region none',
    ]) {
      await story.run(`app configure ${change} --yes`);
      states.push(await read(server));
    }
    expect(server.numbers.get('14155550100')).toBe(ID);
    while (states.length > 1) {
      expect(await read(server)).toEqual(states.pop());
      await story.run('app configure --undo --yes');
    }
    expect(await read(server)).toEqual(states[0]);
    expect(server.numbers.get('14155550100')).toBeUndefined();
    await story.run('app configure --undo --yes');
    await story.run('app configure --link-number 14155550100 --yes');
    server.numbers.set('14155550100', OTHER);
    story.note('somebody links it to another application');
    await story.run('app configure --undo --yes');
    expect(server.numbers.get('14155550100')).toBe(OTHER);
    await golden('undo-steps');
  });

  it('holds --undo to what a change is held to', async () => {
    const { server, story, golden } = await open(`application: ${ID}\nproduction: true\n`);
    const before = await read(server);
    await story.run('app configure --set voice.answer=http://127.0.0.1:6/new --yes --production');
    const changed = await read(server);
    await story.run('app configure --undo --yes');
    await story.run('app configure --undo --production');
    await story.run('app configure --undo --check');
    expect(await read(server)).toEqual(changed);
    await story.run('app configure --undo --production --yes');
    expect(await read(server)).toEqual(before);
    await golden('undo-guards');
  });

  it('configures many slots by a base, and links a number', async () => {
    const { server, story, golden } = await open();
    server.numbers.set('14155550100', OTHER);
    await story.run('app configure --base-url http://127.0.0.1:6 --dry-run');
    await story.run(
      'app configure --base-url http://127.0.0.1:6/v2 --keep-paths --yes --link-number 14155550100',
    );
    await story.run('app configure --base-url http://127.0.0.1:6 --slots rtc.event --yes');
    await story.run('app configure --link-number 14155550199 --yes');
    await story.run('app configure --keep-paths');
    expect(server.numbers.get('14155550100')).toBe(ID);
    await story.run('app configure --undo --dry-run');
    await story.run('app configure --undo --yes');
    expect(server.numbers.get('14155550100')).toBe(OTHER);
    await golden('base');
  });

  it('makes the application what the config says, and checks it', async () => {
    const { story, golden } = await open(`application: ${ID}
production: true
webhooks:
  voice.answer: http://127.0.0.1:6/answer
  voice.event: { url: http://127.0.0.1:6/event, socketTimeout: 8000 }
region: eu-east
`);
    await story.run('app configure --check');
    await story.run('app configure --from-config --yes');
    await story.run('app configure --from-config --yes --production');
    await story.run('app configure --check');
    await story.run('app configure --check --json');
    await golden('from-config');
  });

  it('has nothing to say without a config', async () => {
    const { story, golden } = await open();
    await story.run('app configure');
    await story.run('app configure --check');
    await story.run('app configure --set voice.answr=http://127.0.0.1:6/');
    await story.run('app configure --set voice.answer=here --yes');
    await story.run('app configure --set messages.inbound=http://127.0.0.1:6/ --yes');
    await story.run('app configure --connect-timeout voice.answer=5000 --yes');
    await story.run('app configure --set voice.answer=http://127.0.0.1:6/ --reachable --yes');
    await story.run('app confgure');
    await golden('bad-usage');
  });

  it('makes an application with a key pair, and writes its id into the config', async () => {
    const config =
      '# mine\nanswer: welcome # stays\n\nnccos:\n  welcome:\n    - { action: talk, text: Hi }\n';
    const { server, place, golden: _golden } = await open(config);
    const { VONAGE_APPLICATION_ID: _id, ...env } = inEnvironment(server);
    server.numbers.set('14155550100', undefined);
    const made = 'aaaaaaaa-0000-4000-8000-000000000001';
    const story = cliStory(place, env);
    await story.run(['app', 'create', 'IVR dev!', '--link-number', '14155550100']);
    const file = join(place.folder, 'ivr-dev.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const key = readFileSync(file, 'utf8');
    expect(readFileSync(join(place.folder, 'vonage-flow.config.yaml'), 'utf8')).toBe(
      `${config}application: ${made}\n`,
    );
    expect(server.numbers.get('14155550100')).toBe(made);
    expect(JSON.stringify(server.requests)).not.toContain('PRIVATE');
    await story.run(['app', 'create', 'IVR dev!']);
    expect(readFileSync(file, 'utf8')).toBe(key);
    server.faults.POST.push({ status: 400, body: { title: 'Bad Request', detail: 'not this name' } });
    await story.run(['app', 'create', 'refused']);
    expect(existsSync(join(place.folder, 'refused.key'))).toBe(false);
    server.faults.POST.push({ status: 502 });
    await story.run(['app', 'create', 'unknown']);
    expect(existsSync(join(place.folder, 'unknown.key'))).toBe(true);
    server.numbers.set('14155550142', undefined);
    await story.run(['app', 'create', 'no number', '--link-number', '14155550142']);
    expect(existsSync(join(place.folder, 'no-number.key'))).toBe(true);
    await expect(story.text().replaceAll(server.url, 'http://127.0.0.1:<port>')).toMatchFileSnapshot(
      '../cases/cli/app/create.txt',
    );
  });

  it('takes a number from another application only when that is meant', async () => {
    const { server, place, env, story, golden } = await open(`application: ${ID}\nproduction: true\n`);
    server.edit(OTHER, () => ({ id: OTHER, name: 'second', capabilities: {} }));
    server.numbers.set('14155550100', OTHER);
    server.numbers.set('14155550101', ID);
    const take = (number: string) => ['app', 'create', 'ivr', '--link-number', number];
    await story.run(take('14155550100'));
    await story.run([...take('14155550101'), '--yes']);
    await story.run(`app configure ${OTHER} --link-number 14155550101 --yes`);
    expect([server.numbers.get('14155550100'), server.numbers.get('14155550101')]).toEqual([OTHER, ID]);
    expect(existsSync(join(place.folder, 'ivr.key'))).toBe(false);
    await story.run([...take('14155550100'), '--yes']);
    await story.run([...take('14155550101'), '--yes', '--production', '--key-file', 'two.key']);
    await golden('take-numbers');
    if (!hasPty) return;
    server.numbers.set('14155550100', OTHER);
    const terminal = startInTerminal([...take('14155550100'), '--key-file', 'no.key'], place, env);
    await terminal.sees('number 14155550100 leads to application "second"');
    await terminal.sees('Take it away? [y/N]');
    terminal.types('n\r');
    await terminal.sees('Stopped before anything was made');
    expect((await terminal.ended).code).toBe(0);
    expect(server.numbers.get('14155550100')).toBe(OTHER);
  });

  it.runIf(process.platform === 'linux')(
    'gives back what a killed run holds whose process id belongs to another program by now',
    async () => {
      const { server, place, story } = await open();
      const before = await read(server);
      const listen = await listenTo(server, place);
      await listen.stop('SIGKILL');
      const [name = ''] = journals(place);
      const file = join(place.home, '.local', 'state', 'vonage-flow', 'borrowed', name);
      const entry = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
      writeFileSync(file, JSON.stringify({ ...entry, pid: process.pid }));
      expect(await story.run('app restore'), story.text()).toBe(0);
      expect(await read(server)).toEqual(before);
    },
  );

  it('gives back what a killed run still holds, and names it before', async () => {
    const { server, place, story, golden } = await open();
    const before = await read(server);
    const listen = await listenTo(server, place);
    await story.run('app restore');
    await story.run('app configure --set voice.answer=http://127.0.0.1:6/ --yes');
    await listen.stop('SIGKILL');
    story.note('kill -9');
    await story.run('app list');
    await story.run('app show --no-probe');
    await story.run('app configure --set voice.answer=http://127.0.0.1:6/ --yes');
    await story.run('app restore');
    await story.run('app restore');
    await story.run(`app restore ${OTHER} --json`);
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
    const text = story
      .text()
      .replaceAll(String(listen.child.pid), '<pid>')
      .replaceAll(listen.publicUrl, 'http://localhost:<listener>');
    await expect(text).toMatchFileSnapshot('../cases/cli/app/restore.txt');
    void golden;
  });
});

describe.each(ODD_APPLICATIONS)('an application with %s', (_oddity, application) => {
  it('comes back byte for byte when a change is undone', async () => {
    const server = await serverWith(application);
    const place = emptyPlace();
    const before = JSON.stringify(await read(server));
    const story = cliStory(place, inEnvironment(server));
    const capabilities = 'voice,rtc,messages,verify,vbc';
    await story.run(
      `app configure --add-capability ${capabilities} --set voice.answer=http://127.0.0.1:6/ --set voice.fallback=http://127.0.0.1:6/f --set rtc.event=http://127.0.0.1:6/r --set messages.inbound=http://127.0.0.1:6/m --set verify.status=http://127.0.0.1:6/v --signed-callbacks off --region apac-sng --yes`,
    );
    expect(story.text()).toContain('✓ Changed.');
    expect(JSON.stringify(await read(server))).not.toBe(before);
    await story.run('app configure --undo --yes');
    expect(story.text()).toContain('is again as before');
    expect(JSON.stringify(await read(server))).toBe(before);
  });
});
