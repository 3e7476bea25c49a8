import { afterAll, expect, it } from 'vitest';
import { startEmulator } from '../../src/edge/emulator/start-emulator.ts';
import { newPlace, runCli, startCli } from '../support/cli.ts';

const place = newPlace();
afterAll(() => place.remove());

const SHOP = '22222222-2222-4222-8222-222222222222';

it('listen --emulator=URL --app takes one of several applications, and leaves the others alone', async () => {
  const emulator = await startEmulator({
    seed: 'several',
    applications: [
      { name: 'hotline', answerUrl: 'http://127.0.0.1:9/hotline' },
      {
        id: SHOP,
        name: 'shop',
        capabilities: { voice: {}, rtc: {} },
        numbers: ['447700900222'],
        users: ['alice'],
      },
    ],
  });
  const at = `--emulator=${emulator.api}`;
  const listening = startCli(['listen', at, '--app', SHOP, '--port', '0', '--json', '--no-record'], place);
  const ready = await listening.line(({ type }) => type === 'ready');
  expect(ready).toMatchObject({ application: { id: SHOP, name: 'shop' } });
  const seen = await runCli(['call', at, '--to', '447700900222', '--press', '1', '--json'], place);
  expect({ code: seen.code, stderr: seen.stderr }).toEqual({ code: 0, stderr: '' });
  const answer = await listening.line(({ kind }) => kind === 'answer');
  expect(answer).toMatchObject({ signature: { state: 'verified' } });
  listening.child.kill('SIGINT');
  expect((await listening.ended).code).toBe(0);

  const nobody = await runCli(['listen', at, '--app', 'nobody', '--port', '0'], place);
  expect(nobody.code).toBe(3);
  expect(nobody.stderr).toContain('There is no application nobody (404)');
  await emulator.close();
});

it('app show --emulator compares the key that one was given with the application', async () => {
  const emulator = await startEmulator({ seed: 'a key of its own' });
  const at = `--emulator=${emulator.api}`;
  const own = newPlace();
  const { stdout } = await runCli(['app', 'create', 'mine', '--voice', at], own);
  const id = /\(([0-9a-f-]{36})\)/.exec(stdout)?.[1] ?? '';
  const keyLine = async (env: Record<string, string>): Promise<string | undefined> =>
    (await runCli(['app', 'show', id, at], own, env)).stdout.match(/^ +key +(.*)$/m)?.[1];
  expect(await keyLine({})).toBe('no private key of its own is named (VONAGE_PRIVATE_KEY)');
  expect(await keyLine({ VONAGE_PRIVATE_KEY: 'mine.key' })).toMatch(/^✓ the private key of .*fits$/);
  own.remove();
  await emulator.close();
});
