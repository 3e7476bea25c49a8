import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import {
  addressesIn,
  borrowedIn,
  borrowsAndGivesBack,
  giveBackByHand,
  inEnvironment,
  journals,
  listenTo,
  putsTo,
  read,
  serverWith,
  undoFor,
} from '../support/account.ts';
import type { Fault } from '../support/applications-server.ts';
import { runCli, startCli } from '../support/cli.ts';
import { freePort } from '../support/free-port.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const FIRST = ODD_APPLICATIONS.find(([oddity]) => oddity === 'all capabilities')![1];

describe('the way back', () => {
  it('begins with a journal that is on disk before the application is changed', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const atEachPut: number[] = [];
    server.onWrite = () => atEachPut.push(journals(place).length);
    await borrowsAndGivesBack(server, place, 'SIGINT');
    expect(atEachPut).toEqual([1, 1]);
  });

  it('is taken by a Ctrl-C in the very moment of borrowing', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    const cli = startCli(
      ['listen', '--json', '--tunnel', 'none', '--port', '0'],
      place,
      inEnvironment(server),
    );
    server.onWrite = () => {
      server.onWrite = undefined;
      cli.child.kill('SIGINT');
    };
    expect((await cli.ended).code).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
  });

  it.each<[name: string, faults: Fault[]]>([
    ['a gateway’s 503', [{ status: 503 }]],
    ['an answer that is lost', ['half']],
    ['a connection that breaks', ['reset']],
    ['a 502 for what was done', [{ doneButStatus: 502 }]],
  ])('is tried again after %s', async (_name, faults) => {
    const server = await serverWith(FIRST);
    const before = await read(server);
    server.faults.PUT.push(undefined, ...faults);
    const listen = await listenTo(server, emptyPlace());
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('ends after five seconds when the API stays down, and says so in words', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    server.faults.PUT.push(undefined, ...Array<Fault>(50).fill({ status: 503 }));
    const cli = startCli(['listen', '--tunnel', 'none', '--port', '0'], place, inEnvironment(server));
    onTestFinished(() => void cli.child.kill('SIGKILL'));
    await vi.waitFor(() => expect(cli.stdout()).toContain('Undo by hand'), { timeout: 10_000 });
    expect(await cli.stop('SIGINT')).toBe(3);
    const undo = undoFor(server);
    const end = cli
      .stdout()
      .slice(cli.stdout().indexOf('stopping'))
      .replace(/\n +/g, ' ')
      .replace(/^\d\d:\d\d:\d\d\.\d{3}/gm, 'hh:mm:ss.sss');
    const why = `${server.api} has a fault of its own (503). The API says: Out of order.`;
    expect(end.split('\n')).toEqual([
      'stopping (SIGINT): giving the webhook URLs back',
      ...['voice.answer', 'voice.event', 'rtc.event'].map(
        (slot) => `hh:mm:ss.sss !    ${slot} was not given back: ${why} mend it with: ${undo}`,
      ),
      '',
    ]);

    server.faults.PUT.length = 0;
    expect((await giveBackByHand(server, place)).code).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('is cut short by a second Ctrl-C, which says what is left', async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    server.faults.PUT.push(undefined, 'hang');
    const listen = await listenTo(server, place);
    listen.child.kill('SIGINT');
    await vi.waitFor(() => expect(putsTo(server)).toBe(2));
    expect(await listen.stop('SIGINT')).toBe(3);
    expect(putsTo(server)).toBe(2);
    const undo = undoFor(server);
    expect(listen.lines().at(-1)).toMatchObject({
      type: 'closed',
      left: ['voice.answer', 'voice.event', 'rtc.event'].map((slot) => ({
        slot,
        undo,
        why: 'you asked to leave at once',
      })),
    });
    expect((await giveBackByHand(server, place)).code).toBe(0);
    expect(await read(server)).toEqual(before);
  });

  it('leaves alone what somebody else has changed meanwhile', async () => {
    const server = await serverWith(FIRST);
    const before = await read(server);
    const listen = await listenTo(server, emptyPlace());
    const theirs = 'https://theirs.example/event';
    const [, borrowedEvent] = borrowedIn(listen.ready);
    const edit = (text: string, from: string, to: string) =>
      JSON.parse(text.replaceAll(from, to)) as JsonObject;
    server.edit(server.id, (now) => edit(JSON.stringify(now), borrowedEvent!.now, theirs));
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(edit(JSON.stringify(before), borrowedEvent!.before ?? '', theirs));
    expect(
      listen
        .lines()
        .filter(({ type }) => type === 'info')
        .at(-1)?.['what'],
    ).toBe(`voice.event holds ${theirs} now: somebody else changed it meanwhile, so it was left as it is.`);
  });
});

describe('after kill -9', () => {
  const killed = async () => {
    const server = await serverWith(FIRST);
    const place = emptyPlace();
    const before = await read(server);
    const listen = await listenTo(server, place);
    await listen.stop('SIGKILL');
    const ours = borrowedIn(listen.ready).map(({ now }) => now);
    expect(addressesIn(await read(server))).toEqual(expect.arrayContaining(ours));
    expect(journals(place)).toHaveLength(1);
    return { server, place, before };
  };

  it('the next start takes over, and gives back what was there first', async () => {
    const { server, place, before } = await killed();
    const listen = await listenTo(server, place, '--borrow', 'voice.event');
    expect(borrowedIn(listen.ready)).toMatchObject([
      { slot: 'voice.event', before: 'http://127.0.0.1:5/event' },
    ]);
    // What this run does not borrow went back at once.
    expect(
      addressesIn(await read(server)).filter((address) =>
        address?.startsWith(String(listen.ready['publicUrl'])),
      ),
    ).toEqual([`${listen.publicUrl}/webhooks/voice/event`]);
    expect(await listen.stop()).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(journals(place)).toEqual([]);
  });

  it('`listen --give-back` mends it', async () => {
    const { server, place, before } = await killed();
    expect((await giveBackByHand(server, place)).code).toBe(0);
    expect(await read(server)).toEqual(before);
    expect(await giveBackByHand(server, place)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/there is nothing to give back/),
    });
  });
});

it('`listen --give-back` takes nothing from a run that lives, unless it is told that none does', async () => {
  const server = await serverWith(FIRST);
  const place = emptyPlace();
  const before = await read(server);
  const listen = await listenTo(server, place);
  const during = await read(server);
  const refused = await giveBackByHand(server, place);
  expect(refused.code).toBe(0);
  expect(refused.stderr).toContain(
    `is held by a run that lives (pid ${listen.child.pid}); it gives back when it ends.\n  → stop that run, or, when there is no such run any more, add --take-over\n`,
  );
  expect(await read(server)).toEqual(during);
  expect(journals(place)).toHaveLength(1);
  expect((await giveBackByHand(server, place, '--take-over')).code).toBe(0);
  expect(await read(server)).toEqual(before);
  expect(await listen.stop()).toBe(0);
  expect(await read(server)).toEqual(before);
});

it('`listen --give-back` does its work beside a broken config', async () => {
  const server = await serverWith(FIRST);
  const place = emptyPlace();
  const before = await read(server);
  await (await listenTo(server, place)).stop('SIGKILL');
  writeFileSync(join(place.folder, 'vonage-flow.config.yaml'), 'answer: [');
  expect(await giveBackByHand(server, place)).toMatchObject({ code: 0 });
  expect(await read(server)).toEqual(before);
});

it('the key and the secret go to this machine or to Vonage, never elsewhere', async () => {
  const place = emptyPlace();
  const env = {
    VONAGE_API_KEY: 'abcd1234',
    VONAGE_API_SECRET: 'secret',
    VONAGE_APPLICATION_ID: String(FIRST['id']),
  };
  // The tests' guard stops the way to Vonage itself.
  const port = String(await freePort());
  const wayIn = ['--port', port, '--public-url', `http://127.0.0.1:${port}`];
  const ran = await runCli(['listen', ...wayIn], place, {
    ...env,
    VONAGE_API_HOST: 'https://collector.invalid',
  });
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('https://api.nexmo.com could not be asked');
  expect(ran.stdout + ran.stderr).not.toContain('collector');
});
