import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { newPlace, startCli } from '../support/cli.ts';

let place = newPlace();
afterEach(() => {
  place.remove();
  place = newPlace();
});
afterAll(() => place.remove());

it('a state file is whole whenever its emulator is killed', { timeout: 120_000 }, async () => {
  const file = join(place.folder, 'state.json');
  /** Whole at every look, or this throws. */
  const count = (): number =>
    (JSON.parse(readFileSync(file, 'utf8')) as { platform: { applications: unknown[] } }).platform
      .applications.length;
  const secrets = new Set<unknown>();
  let known = 1;
  for (const milliseconds of [0, 120, 260]) {
    const cli = startCli(
      ['emulator', '--json', '--port', '0', '--speed', 'instant', '--seed', 's', '--state', file],
      place,
    );
    const { api } = await cli.line(({ type }) => type === 'ready');
    const about = (await (await fetch(`${api}/emulator/v1/about`)).json()) as Record<string, string>;
    secrets.add(about['apiSecret']);
    expect(count()).toBe(known);
    const authorization = `Basic ${Buffer.from(`${about['apiKey']}:${about['apiSecret']}`).toString('base64')}`;
    const create = async (): Promise<void> => {
      await fetch(`${api}/v2/applications`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'one more', capabilities: {} }),
      }).catch(() => {});
    };
    // Something was written; from here on the kill may meet the next write at any point.
    while (count() === known) await create();
    const killed = new Promise((resolve) => setTimeout(resolve, milliseconds)).then(() =>
      cli.child.kill('SIGKILL'),
    );
    let isOver = false;
    void cli.ended.then(() => {
      isOver = true;
    });
    while (!isOver) await create();
    await killed;
    expect(count()).toBeGreaterThan(known);
    known = count();
  }
  expect(secrets.size).toBe(1);
});

it('listen --emulator --state is the same account again, and gives back what it borrowed', async () => {
  const run = async () => {
    const cli = startCli(
      ['listen', '--emulator', '--state', 'state.json', '--json', '--port', '0', '--speed', 'instant'],
      place,
    );
    const { application } = (await cli.line(({ type }) => type === 'ready')) as unknown as {
      application: { id: string };
    };
    await cli.stop('SIGTERM');
    const state = JSON.parse(readFileSync(join(place.folder, 'state.json'), 'utf8')) as {
      identity: { apiSecret: string };
      platform: { applications: [id: string, application: object][] };
    };
    return { application, secret: state.identity.apiSecret, applications: state.platform.applications };
  };
  const first = await run();
  expect(first.applications).toMatchObject([[first.application.id, {}]]);
  expect(JSON.stringify(first.applications)).not.toContain('/webhooks/');
  expect(await run()).toEqual(first);
});
