import { type Check, ok, warning } from '../check.ts';

/** Whether `listen` can have the port that it wants. */
export const port: Check = {
  name: 'port',
  look: async ({ port: wished, isPortFree, isPortNamed }) => {
    const number = await wished();
    if (number === 0) return [ok('listen takes any free one')];
    if (await isPortFree()) return [ok(`${number} is free`)];
    return [
      (await isPortNamed())
        ? warning(
            `${number} is taken, and listen wants it`,
            'end what listens there, if it is not your own listen',
            'or take another: --port <number>',
          )
        : warning(`${number} is taken: listen takes the next free one`),
    ];
  },
};
