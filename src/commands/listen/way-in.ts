import type { Listener } from '../../edge/listener.ts';
import { type Proof, proveReachable } from '../../edge/proof.ts';
import { openTunnel } from '../../edge/tunnels/open-tunnel.ts';
import type { Tunnel, TunnelChoice } from '../../edge/tunnels/tunnel.ts';
import { badUsage } from '../../failure.ts';
import type { Undoing } from '../undoing.ts';
import type { Run } from './run.ts';

/** Makes the listener reachable and proves it: a nonce is asked for through the public URL and has to come back. */
export const openWayIn = async (
  run: Run,
  listener: Listener,
  proof: Proof,
  undoing: Undoing,
  say: (words: string) => void,
): Promise<Tunnel> => {
  const { world, notices } = run;
  const choice = wayIn(run);
  if (choice.kind === 'none') refuseLoopback(run);
  say(choice.kind === 'localtunnel' ? 'Opening a localtunnel' : 'Opening the way in');
  const tunnel = await openTunnel(choice, {
    port: listener.port,
    world,
    onDoubt: (words) => notices.note({ type: 'trouble', at: world.clock.now(), what: words }),
    signal: world.stop.requested,
  });
  undoing.later(() => tunnel.close());
  if (tunnel.kind !== 'none') {
    say(`Asking for our own answer through ${tunnel.url}`);
    await proveReachable(tunnel.url, proof, { clock: world.clock, signal: world.stop.requested });
  }
  run.desk.reachableAt(tunnel.url);
  return tunnel;
};

/** Vonage cannot reach this machine's own addresses: every call would fail while they stand in the application. */
const refuseLoopback = ({ flags, source }: Run): void => {
  if (!flags.configure || source.emulator || source.apiHost !== undefined) return;
  throw badUsage({
    what: 'Without a tunnel Vonage cannot reach this listener, so the application was left alone',
    why: 'Its calls would be sent to an address of this machine.',
    tryThis: [
      'name your own way in: --public-url https://…',
      'or leave the tunnel to us: drop --tunnel none (or `tunnel: none` in the config)',
      'or leave the application alone: --no-configure',
    ],
  });
};

/** Flags beat the config. The emulator is on this machine and needs no tunnel; it gets one only when that is asked for. */
const wayIn = ({ flags, config, source }: Run): TunnelChoice => {
  const publicUrl =
    flags.publicUrl ??
    (flags.tunnel === undefined && flags.tunnelHost === undefined ? config.publicUrl : undefined);
  if (publicUrl !== undefined) return { kind: 'public-url', url: publicUrl };
  const wished = flags.tunnel ?? (flags.tunnelHost === undefined ? undefined : 'localtunnel');
  const kind = wished ?? (source.emulator ? 'none' : (config.tunnel?.[0] ?? 'localtunnel'));
  return kind === 'none' ? { kind } : { kind, host: flags.tunnelHost };
};
