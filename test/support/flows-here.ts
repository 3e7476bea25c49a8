import { main } from '../../src/main.ts';
import type { Clock } from '../../src/world.ts';
import { fakeWorld } from './fake-world.ts';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What `vonage-flow flows …` does in a folder, without a process of its own. */
export const flowsHere = (folder: string, ...words: readonly string[]): Promise<Said> =>
  flowsAt(fakeWorld().clock, folder, ...words);

/** The same at another time. */
export const flowsAt = async (clock: Clock, folder: string, ...words: readonly string[]): Promise<Said> => {
  const world = { ...fakeWorld(), clock, cwd: folder };
  const code = await main(['flows', ...words], world);
  return { code, stdout: world.stdout.text(), stderr: world.stderr.text() };
};
