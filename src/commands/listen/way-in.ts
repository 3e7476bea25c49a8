import type { Listener } from '../../edge/listener.ts';
import { askThrough, type Proof, proveReachable } from '../../edge/proof.ts';
import { keepTunnel, type TunnelNews } from '../../edge/tunnels/keep-tunnel.ts';
import { openTunnel } from '../../edge/tunnels/open-tunnel.ts';
import type { Tunnel, TunnelChoice } from '../../edge/tunnels/tunnel.ts';
import { badUsage } from '../../failure.ts';
import type { Undoing } from '../undoing.ts';
import type { Run } from './run.ts';

/** The way in, open and proven. */
export interface WayIn {
  readonly tunnel: Tunnel;
  /**
   * Watches it from now on, and opens it again when it is lost. The returned function ends the watching; what is open
   * then stays so until the run ends.
   */
  keep(tell: (news: TunnelNews) => void): () => Promise<void>;
}

/** Makes the listener reachable and proves it: a nonce is asked for through the public URL and has to come back. */
export const openWayIn = async (
  run: Run,
  listener: Listener,
  proof: Proof,
  undoing: Undoing,
  say: (words: string) => void,
): Promise<WayIn> => {
  const { world } = run;
  const { clock } = world;
  const choice = wayIn(run);
  if (choice.kind === 'none') refuseLoopback(run);
  let doubt: string | undefined;
  const open = async (signal: AbortSignal, say: (words: string) => void, name?: string): Promise<Tunnel> => {
    say(choice.kind === 'localtunnel' ? 'Opening a localtunnel' : 'Opening the way in');
    const onDoubt = (words: string): void => {
      doubt = words;
    };
    const tunnel = await openTunnel(choice, { port: listener.port, world, onDoubt, name, signal });
    try {
      if (tunnel.kind !== 'none') {
        say(`Asking for our own answer through ${tunnel.url}`);
        await proveReachable(tunnel.url, proof, { clock, signal });
      }
      return tunnel;
    } catch (error) {
      await tunnel.close();
      throw error;
    }
  };
  const tunnel = await open(world.stop.requested, say);
  let close = (): Promise<void> => tunnel.close();
  undoing.later(() => close());
  run.desk.reachableAt(tunnel.url);
  return {
    tunnel,
    keep: (tell) => {
      if (tunnel.kind === 'none') return async () => undefined;
      const kept = keepTunnel(tunnel, {
        world,
        tell,
        ask: (url, signal) => askThrough(url, proof, signal),
        takeDoubt: () => {
          const words = doubt;
          doubt = undefined;
          return words;
        },
        reopen: (lost, _tries, signal) => open(signal, () => undefined, lost.name),
      });
      close = kept.close;
      return kept.stop;
    },
  };
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
