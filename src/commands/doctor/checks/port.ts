import { isPortFree } from '../../../edge/doctor/is-port-free.ts';
import { DEFAULT_PORT } from '../../../edge/listener.ts';
import { type Check, ok, warning } from '../check.ts';

/** Whether `listen` can have the port that it wants. */
export const port: Check = {
  name: 'port',
  look: async ({ config, flags }) => {
    const wished = flags.port ?? (await config().catch(() => undefined))?.port;
    const number = wished ?? DEFAULT_PORT;
    if (number === 0) return [ok('listen takes any free one')];
    if (await isPortFree(number)) return [ok(`${number} is free`)];
    return [
      wished === undefined
        ? warning(`${number} is taken: listen takes the next free one`)
        : warning(
            `${number} is taken, and listen wants it`,
            'end what listens there, if it is not your own listen',
            'or take another: --port <number>',
          ),
    ];
  },
};
