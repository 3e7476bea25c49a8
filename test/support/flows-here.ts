import { main } from '../../src/main.ts';
import { fakeWorld } from './fake-world.ts';

/** What `vonage-flow flows …` does in a folder, without a process of its own. */
export const flowsHere = async (
  folder: string,
  ...words: readonly string[]
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> => {
  const world = { ...fakeWorld(), cwd: folder };
  const code = await main(['flows', ...words], world);
  return { code, stdout: world.stdout.text(), stderr: world.stderr.text() };
};
