import { relative } from 'node:path';
import { serversOf } from '../../../flow/forward-plan.ts';
import { type Check, ok, warning } from '../check.ts';

export const config: Check = {
  name: 'config',
  look: async ({ config: load, world }) => {
    const { file, nccos, forward } = await load();
    if (file === undefined) {
      return [
        warning(
          'There is no config: listen would answer with the built-in welcome',
          'write one: vonage-flow init',
        ),
      ];
    }
    const shown = relative(world.cwd, file);
    if (forward !== undefined) return [ok(`${shown}: ${serversOf(forward).join(', ')} answers`)];
    if (nccos.hasAnswer) return [ok(`${shown}: ${counted(nccos.names.length, 'NCCO')}`)];
    return [warning(`${shown} does not say what answers a call`, 'name an NCCO there: `answer: welcome`')];
  },
};

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
