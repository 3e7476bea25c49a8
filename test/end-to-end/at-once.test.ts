import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { rawAt } from '../../src/vonage/raw.ts';
import {
  changeNotes,
  inEnvironment,
  journals,
  listenTo,
  putsTo,
  read,
  serverWith,
} from '../support/account.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { hasPty, startInTerminal } from '../support/pty.ts';
import { emptyPlace } from '../support/whole-flow.ts';

// Two runs of one computer that change an application in the same moment. The API has no versions: whoever writes last writes what they read
// before, so nothing but a lock keeps both changes.

const ID = '11111111-2222-4333-8444-555555555555';
const OTHER = '22222222-2222-4333-8444-555555555555';
const url = (path: string) => ({ address: `http://127.0.0.1:5/${path}`, http_method: 'POST' });

const APPLICATION: JsonObject = {
  id: ID,
  name: 'demo',
  capabilities: {
    voice: { webhooks: { answer_url: url('answer'), event_url: url('event') } },
    rtc: { webhooks: { event_url: url('rtc') } },
    messages: { webhooks: { inbound_url: url('inbound'), status_url: url('status') } },
  },
};

/** Slow enough that both have read before either writes. */
const SLOW = { latency: 60 };
const FAST = { timeout: 240_000 };

const set = (slot: string, path: string): string[] => [
  'app',
  'configure',
  '--yes',
  '--set',
  `${slot}=http://127.0.0.1:6/${path}`,
];

const addressAt = (application: JsonObject, capability: string, key: string): unknown => {
  const raw = rawAt(application, ['capabilities', capability, 'webhooks', key, 'address']);
  return raw === 'absent' ? undefined : raw.value;
};

const lockFolder = (place: Place, api: string): string =>
  join(place.home, '.local', 'state', 'vonage-flow', 'locks', `${ID}@${new URL(api).host.replace(':', '_')}`);

describe('at once', FAST, () => {
  it('two app configure of different slots, again and again: both changes stay', async () => {
    const server = await serverWith(APPLICATION, SLOW);
    const place = emptyPlace();
    const env = inEnvironment(server);
    for (let round = 1; round <= 12; round += 1) {
      const both = await Promise.all([
        runCli(set('voice.answer', `a${round}`), place, env),
        runCli(set('messages.status', `s${round}`), place, env),
      ]);
      expect(both.map(({ code }) => code)).toEqual([0, 0]);
      const now = await read(server);
      expect([addressAt(now, 'voice', 'answer_url'), addressAt(now, 'messages', 'status_url')]).toEqual([
        `http://127.0.0.1:6/a${round}`,
        `http://127.0.0.1:6/s${round}`,
      ]);
    }
  });

  it('app configure --undo and app configure: one comes after the other, in either order', async () => {
    const server = await serverWith(APPLICATION, SLOW);
    const place = emptyPlace();
    const env = inEnvironment(server);
    const state = async () => {
      const now = await read(server);
      return [addressAt(now, 'voice', 'answer_url'), addressAt(now, 'messages', 'status_url')];
    };
    const [old, fresh, status, other] = ['5/answer', '6/new', '5/status', '6/other'].map(
      (path) => `http://127.0.0.1:${path}`,
    );
    for (let round = 1; round <= 4; round += 1) {
      await runCli([...set('voice.answer', 'new'), '--set', `messages.status=${status}`], place, env);
      const [undo, change] = await Promise.all([
        runCli(['app', 'configure', '--undo', '--yes'], place, env),
        runCli(set('messages.status', 'other'), place, env),
      ]);
      expect(change.code).toBe(0);
      // Undone first; or it undid the other change; or it found another change than it had shown, and left all as it was.
      const orders =
        undo.code === 3
          ? [[fresh, other]]
          : [
              [old, other],
              [fresh, status],
            ];
      expect(orders, `undo ended with ${undo.code}: ${undo.stdout}${undo.stderr}`).toContainEqual(
        await state(),
      );
      server.edit(ID, () => APPLICATION);
    }
  });

  it('listen begins and ends while app configure sets other slots: nothing is lost', async () => {
    const server = await serverWith(APPLICATION, SLOW);
    const place = emptyPlace();
    const env = inEnvironment(server);
    for (let round = 1; round <= 3; round += 1) {
      const [listen, first] = await Promise.all([
        listenTo(server, place, '--yes'),
        runCli(set('messages.inbound', `i${round}`), place, env),
      ]);
      expect(first.code).toBe(0);
      const [stopped, second] = await Promise.all([
        listen.stop(),
        runCli(set('messages.status', `s${round}`), place, env),
      ]);
      expect([stopped, second.code]).toEqual([0, 0]);
      const now = await read(server);
      expect({
        answer: addressAt(now, 'voice', 'answer_url'),
        inbound: addressAt(now, 'messages', 'inbound_url'),
        status: addressAt(now, 'messages', 'status_url'),
      }).toEqual({
        answer: 'http://127.0.0.1:5/answer',
        inbound: `http://127.0.0.1:6/i${round}`,
        status: `http://127.0.0.1:6/s${round}`,
      });
      expect(journals(place)).toEqual([]);
    }
  });

  it('a number that is led elsewhere while the question waits is shown and asked again, and its undo leads it back', async () => {
    if (!hasPty) return;
    const server = await serverWith(APPLICATION);
    server.edit(OTHER, () => ({ id: OTHER, name: 'second', capabilities: {} }));
    server.numbers.set('14155550100', undefined);
    const place = emptyPlace();
    const env = inEnvironment(server);
    const link = ['--link-number', '14155550100'];
    const asked = startInTerminal(['app', 'configure', ID, ...link], place, env);
    await asked.sees('Change it? [y/N]');
    expect((await runCli(['app', 'configure', OTHER, ...link, '--yes'], place, env)).code).toBe(0);
    asked.types('y\r');
    await asked.sees('Somebody else has changed this meanwhile: number 14155550100. Look once more.');
    await asked.sees(`- linked to ${OTHER}`);
    asked.types('y\r');
    expect((await asked.ended).code).toBe(0);
    expect(server.numbers.get('14155550100')).toBe(ID);
    expect((await runCli(['app', 'configure', ID, '--undo', '--yes'], place, env)).code).toBe(0);
    expect(server.numbers.get('14155550100')).toBe(OTHER);
    expect((await runCli(['app', 'configure', OTHER, '--undo', '--yes'], place, env)).code).toBe(0);
    expect(server.numbers.get('14155550100')).toBeUndefined();
  });

  it('the lock is not held while a question waits, and what changed meanwhile is shown and asked again', async () => {
    if (!hasPty) return;
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const env = inEnvironment(server);
    const asked = startInTerminal(
      ['app', 'configure', '--set', 'voice.answer=http://127.0.0.1:6/mine'],
      place,
      env,
    );
    await asked.sees('Change it? [y/N]');
    expect((await runCli(set('voice.answer', 'theirs'), place, env)).code).toBe(0);
    asked.types('y\r');
    await asked.sees('Somebody else has changed this meanwhile: voice.answer. Look once more.');
    await asked.sees('- POST http://127.0.0.1:6/theirs');
    await asked.sees('Change it? [y/N]');
    asked.types('y\r');
    expect((await asked.ended).code).toBe(0);
    expect(addressAt(await read(server), 'voice', 'answer_url')).toBe('http://127.0.0.1:6/mine');
  });
});

describe('a lock whose owner is dead blocks nobody', FAST, () => {
  it('one that was killed with kill -9 in the middle of a change', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const env = inEnvironment(server);
    server.faults.PUT.push('hang');
    const killed = startCli(set('voice.answer', 'killed'), place, env);
    while (putsTo(server) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await killed.stop('SIGKILL');
    expect((await runCli(set('messages.status', 'next'), place, env)).code).toBe(0);
    expect((await runCli(['app', 'configure', '--undo', '--yes'], place, env)).code).toBe(0);
    expect(changeNotes(place)).toEqual([]);
  });

  it('one whose process id belongs to another program by now', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const env = inEnvironment(server);
    expect((await runCli(set('voice.answer', 'first'), place, env)).code).toBe(0);
    const lock = join(lockFolder(place, server.url), '1');
    expect(readFileSync(lock, 'utf8')).toBe('free');
    // As on Windows, where nobody tells when a process began: only the missing beat shows that it is dead.
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: hostname(), run: 'dead' }));
    const next = await runCli(set('messages.status', 'next'), place, env);
    expect(next.code).toBe(0);
    expect(next.stderr).toContain(
      `Another run of vonage-flow (pid ${process.pid}) is changing application ${ID}; waiting for it.`,
    );
  });
});
