import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { newPlace, startCli } from '../support/cli.ts';

const place = newPlace();
afterEach(() => place.remove());

it('a state file is whole whenever its emulator is killed', async () => {
  const file = join(place.folder, 'state.json');
  const keys = new Set<unknown>();
  const counts: number[] = [];
  for (const milliseconds of [300, 420, 540]) {
    const cli = startCli(
      ['emulator', '--json', '--port', '0', '--speed', 'instant', '--seed', 's', '--state', file],
      place,
    );
    const { api } = await cli.line(({ type }) => type === 'ready');
    const about = (await (await fetch(`${api}/emulator/v1/about`)).json()) as {
      apiKey: string;
      apiSecret: string;
    };
    keys.add(about.apiSecret);
    const authorization = `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`;
    const create = () =>
      fetch(`${api}/v2/applications`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'one more', capabilities: {} }),
      }).catch(() => {});
    const killed = new Promise((resolve) =>
      setTimeout(() => resolve(cli.child.kill('SIGKILL')), milliseconds),
    );
    for (let isOver = false; !isOver; ) {
      isOver = await Promise.race([killed.then(() => true), create().then(() => false)]);
    }
    await cli.ended;
    const { platform } = JSON.parse(readFileSync(file, 'utf8')) as { platform: { applications: unknown[] } };
    counts.push(platform.applications.length);
  }
  expect(keys.size).toBe(1);
  expect(counts).toEqual([...counts].sort((left, right) => left - right));
  expect(counts.at(-1)).toBeGreaterThan(1);
}, 60_000);
