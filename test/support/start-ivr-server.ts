import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Whether there is a Python on this machine. */
export const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Starts a server of `ivr-servers/`, and says where it is. Ended after the test. */
export const startIvrServer = async (command: string, name: string): Promise<string> => {
  const file = fileURLToPath(new URL(`./ivr-servers/${name}`, import.meta.url));
  const child = spawn(command, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return `http://localhost:${(JSON.parse(String(line)) as { port: number }).port}`;
};
