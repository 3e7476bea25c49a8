import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/vonage/json.ts';
import { withRawAt } from '../../src/vonage/raw.ts';
import { type Account, changeNotes, inEnvironment, journals, read, serverWith } from '../support/account.ts';
import type { ApplicationsServer } from '../support/applications-server.ts';
import { type Place, runCli, startCli } from '../support/cli.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { emptyPlace } from '../support/whole-flow.ts';

const APPLICATION = ODD_APPLICATIONS.find(([oddity]) => oddity === 'all capabilities')![1];
const PRELOAD = fileURLToPath(new URL('../support/kill-at-step.mjs', import.meta.url));
/** Nobody's command has more; ends a loop that does not end by itself. */
const MOST_STEPS = 80;

const dying = (account: Account, step: number): Record<string, string> => ({
  ...inEnvironment(account),
  KILL_AT: String(step),
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${PRELOAD}`,
});

const EDIT = 'http://127.0.0.1:6/somebody-else';

/** Somebody else gives a slot another URL, as in the dashboard. */
const edit = (server: ApplicationsServer, id: string, key: 'answer_url' | 'event_url'): void =>
  server.edit(id, (application) => edited(application, key));

const pathOf = (key: string): readonly string[] => ['capabilities', 'voice', 'webhooks', key, 'address'];

const edited = (application: JsonObject, key: string): JsonObject =>
  withRawAt(application, pathOf(key), { value: EDIT });

/**
 * Runs a command again and again, killed before its first step, its second … until it lives to its end; after each death `mend` has to make the
 * application what it was. Every second time somebody else has changed one of its URLs meanwhile, and that has to stay.
 */
const killAtEveryStep = async (
  start: (account: Account, place: Place, step: number) => Promise<NodeJS.Signals | null>,
  mend: (account: Account, place: Place, isEdited: boolean) => Promise<void>,
  key: 'answer_url' | 'event_url',
): Promise<number> => {
  for (let step = 1; step <= MOST_STEPS; step += 1) {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const before = await read(server);
    const signal = await start(server, place, step);
    const isEdited = step % 2 === 0 && signal === 'SIGKILL';
    if (isEdited) edit(server, server.id, key);
    await mend(server, place, isEdited);
    const after = await read(server);
    const at = `killed at step ${step}`;
    expect(after, at).toEqual(isEdited ? edited(before, key) : before);
    expect(journals(place), at).toEqual([]);
    if (signal !== 'SIGKILL') return step;
  }
  throw new Error('it never lived to its end');
};

const listenOnce = async (account: Account, place: Place, step: number): Promise<NodeJS.Signals | null> => {
  const cli = startCli(['listen', '--json', '--tunnel', 'none', '--port', '0'], place, dying(account, step));
  const ready = cli.line(({ type }) => type === 'ready').then(() => cli.child.kill('SIGINT'));
  const { signal } = await cli.ended;
  await ready.catch(() => undefined);
  return signal;
};

it('listen, killed before every step, is mended by app restore', async () => {
  const steps = await killAtEveryStep(
    listenOnce,
    async (account, place) => {
      expect((await runCli(['app', 'restore'], place, inEnvironment(account))).code).toBe(0);
    },
    'event_url',
  );
  expect(steps).toBeGreaterThan(10);
}, 300_000);

it('listen, killed before every step, is mended by the next listen', async () => {
  await killAtEveryStep(
    listenOnce,
    async (account, place) => {
      const next = startCli(
        ['listen', '--json', '--tunnel', 'none', '--port', '0', '--yes'],
        place,
        inEnvironment(account),
      );
      await next.line(({ type }) => type === 'ready');
      expect(await next.stop()).toBe(0);
    },
    'event_url',
  );
}, 300_000);

it('app configure, killed before every step, is undone', async () => {
  const steps = await killAtEveryStep(
    async (account, place, step) => {
      const change = [
        'app',
        'configure',
        '--set',
        'voice.answer=http://127.0.0.1:7/',
        '--unset',
        'rtc.event',
      ];
      const cli = startCli([...change, '--region', 'na-east', '--yes'], place, dying(account, step));
      return (await cli.ended).signal;
    },
    async (account, place, isEdited) => {
      // Without a note it died before it changed anything. With one, what somebody else changed is told and the note stays.
      const wasNoted = changeNotes(place).length > 0;
      const { code } = await runCli(['app', 'configure', '--undo', '--yes'], place, inEnvironment(account));
      expect(code).toBe(wasNoted && isEdited ? 3 : 0);
      expect(changeNotes(place)).toHaveLength(wasNoted && isEdited ? 1 : 0);
    },
    'answer_url',
  );
  expect(steps).toBeGreaterThan(8);
}, 300_000);
