import type { ExitCode } from '../../failure.ts';
import type { World } from '../../world.ts';
import type { Shell } from './shells.ts';

/** `vonage-flow completion <shell>`: the script, for the shell to read. */
export const runCompletion = async (shell: Shell, world: World): Promise<ExitCode> => {
  world.stdout.write(await SCRIPTS[shell]());
  return 0;
};

const SCRIPTS: Readonly<Record<Shell, () => Promise<string>>> = {
  bash: async () => (await import('./scripts/bash.ts')).BASH,
  zsh: async () => (await import('./scripts/zsh.ts')).ZSH,
  fish: async () => (await import('./scripts/fish.ts')).FISH,
  powershell: async () => (await import('./scripts/powershell.ts')).POWERSHELL,
};
