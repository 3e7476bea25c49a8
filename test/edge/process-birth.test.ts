import * as childProcess from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { birthOf } from '../../src/edge/process-birth.ts';

const birth = (pid: number, platform: string = process.platform) =>
  birthOf(pid, platform, () => childProcess);

it.runIf(process.platform === 'linux')(
  'is the same for one process, another for another, and none for none',
  async () => {
    const child = childProcess.spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const pid = child.pid ?? 0;
    const born = birth(pid);
    expect(born).toMatch(/^[0-9a-f-]{36} \d+$/);
    expect(birth(pid)).toBe(born);
    expect(birth(process.pid)).not.toBe(born);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(birth(pid)).toBeUndefined();
  },
);

it('is what ps says on macOS', () => {
  const asked: unknown[] = [];
  const execFileSync = ((...args: unknown[]) => {
    asked.push(args.slice(0, 2));
    return 'Fri Nov 27 09:30:00 2026    \n';
  }) as unknown as typeof childProcess.execFileSync;
  expect(birthOf(42, 'darwin', () => ({ execFileSync }))).toBe('Fri Nov 27 09:30:00 2026');
  expect(asked).toEqual([['/bin/ps', ['-o', 'lstart=', '-p', '42']]]);
});

it('is not told on Windows', () => {
  expect(birth(process.pid, 'win32')).toBeUndefined();
});
