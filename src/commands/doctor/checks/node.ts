import { type Check, fault, ok } from '../check.ts';

/** `engines` of package.json. */
const OLDEST = [20, 19] as const;

export const node: Check = {
  name: 'node',
  look: async ({ world }) => {
    const [major = 0, minor = 0] = world.nodeVersion.split('.').map(Number);
    const isOldEnough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
    return [
      isOldEnough
        ? ok(`Node ${world.nodeVersion}, vonage-flow ${world.version}`)
        : fault(`Node ${world.nodeVersion} is too old`, `install ${OLDEST.join('.')} or newer`),
    ];
  },
};
