import { resolves } from '../../../edge/doctor/resolves.ts';
import { isLoopbackHost } from '../../../edge/is-loopback.ts';
import { type Check, fault, ok } from '../check.ts';
import { apiHostOf } from '../patient.ts';

/** Whether the host of the APIs has an address. */
export const dns: Check = {
  name: 'dns',
  look: async (patient) => {
    const { hostname } = new URL(await apiHostOf(patient));
    if (isLoopbackHost(hostname)) return [];
    const found = await resolves(hostname);
    return [
      found.ok
        ? ok(`${hostname} has an address`)
        : fault(`${hostname} has no address: ${found.why}`, 'check the connection to the internet'),
    ];
  },
};
