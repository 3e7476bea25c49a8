import { askDate } from '../../../edge/doctor/ask-date.ts';
import { oneLine } from '../../../edge/one-line.ts';
import { PUBLIC_TUNNEL_HOST } from '../../../edge/tunnels/localtunnel.ts';
import { type Check, fault, ok, skipped } from '../check.ts';

/** Only whether the way is there: a tunnel is opened by `listen`. */
export const tunnel: Check = {
  name: 'tunnel',
  look: async ({ config, flags }) => {
    if (flags.emulator !== undefined) return [skipped('the emulator needs none')];
    const { publicUrl, tunnel: names } = await config().catch(() => ({
      publicUrl: undefined,
      tunnel: undefined,
    }));
    if (flags.tunnelHost === undefined && publicUrl === undefined && names?.[0] === 'none')
      return [skipped('the config says none')];
    const url = flags.tunnelHost ?? publicUrl ?? PUBLIC_TUNNEL_HOST;
    const asked = await askDate(url);
    if (asked.ok) return [ok(`${oneLine(url)} can be reached`)];
    return [
      fault(
        `${oneLine(url)} cannot be reached: ${asked.why}`,
        publicUrl !== undefined && flags.tunnelHost === undefined
          ? 'start your own tunnel, or take publicUrl out of the config'
          : 'use another way in: --public-url https://…, or --tunnel-host',
      ),
    ];
  },
};
