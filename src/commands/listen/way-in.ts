import type { Listener } from '../../edge/listener.ts';
import { askThrough, type Proof, proveReachable } from '../../edge/proof.ts';
import { firstProven, type Proven } from '../../edge/tunnels/first-proven.ts';
import { keepTunnel, type TunnelNews } from '../../edge/tunnels/keep-tunnel.ts';
import { openTunnel } from '../../edge/tunnels/open-tunnel.ts';
import type { Tunnel, TunnelChoice } from '../../edge/tunnels/tunnel.ts';
import { Failure } from '../../failure.ts';
import type { Undoing } from '../undoing.ts';
import type { Run } from './run.ts';
import { refuseHarmful, remarkOn, tunnelChoices } from './tunnel-choices.ts';

/** The way in, open and proven. */
export interface WayIn {
  readonly tunnel: Tunnel;
  /** What a person should know about it, a sentence each. */
  readonly remarks: readonly string[];
  /**
   * Watches it from now on, and opens it again when it is lost. The returned function ends the watching; what is open
   * then stays so until the run ends.
   */
  keep(tell: (news: TunnelNews) => void): () => Promise<void>;
}

/** So often a lost way in is opened again as it was, before the others of the list get their turn. */
const FAITHFUL_TRIES = 2;

/** Makes the listener reachable and proves it: a nonce is asked for through the public URL and has to come back. */
export const openWayIn = async (
  run: Run,
  listener: Listener,
  proof: Proof,
  undoing: Undoing,
  say: (words: string) => void,
): Promise<WayIn> => {
  const { world, config } = run;
  const { clock } = world;
  const choices = tunnelChoices(run);
  let doubt: string | undefined;

  const took = (milliseconds: number): void => run.desk.tunnelTakes(milliseconds);
  /** What comes back right says how long the way takes. */
  const timed = async (ask: () => Promise<string | undefined>): Promise<string | undefined> => {
    const before = clock.monotonic();
    const seen = await ask();
    if (seen === undefined) took(clock.monotonic() - before);
    return seen;
  };

  const open = async (
    choice: TunnelChoice,
    signal: AbortSignal,
    say: (words: string) => void,
    name?: string,
  ): Promise<Tunnel> => {
    refuseHarmful(choice, run);
    doubt = undefined;
    say(OPENING[choice.kind]);
    const tunnel = await openTunnel(choice, {
      port: listener.port,
      project: config.directory,
      world,
      name,
      signal,
      onDoubt: (words) => {
        doubt = words;
      },
    });
    try {
      if (tunnel.kind !== 'none') {
        say(`Asking for our own answer through ${tunnel.url}`);
        await proveReachable(tunnel.url, proof, { clock, signal, took });
      }
      return tunnel;
    } catch (error) {
      await tunnel.close();
      throw doubted(error, doubt);
    }
  };

  const { requested } = world.stop;
  const first = await firstProven(choices, (choice) => open(choice, requested, say), requested);
  let { choice } = first;
  const { tunnel } = first;
  let close = (): Promise<void> => tunnel.close();
  undoing.later(() => close());
  run.desk.reachableAt(tunnel.url);

  /** The same once more; when that does not help, whatever of the list can be had. */
  const reopen = async (lost: Tunnel, tries: number, signal: AbortSignal): Promise<Tunnel> => {
    const same = choice;
    const others = tries < FAITHFUL_TRIES ? [] : choices.filter((one) => one !== same);
    const again = await firstProven(
      [same, ...others],
      (one) => open(one, signal, () => undefined, one === same ? lost.name : undefined),
      signal,
    );
    ({ choice } = again);
    return again.tunnel;
  };

  return {
    tunnel,
    remarks: remarksOf(first),
    keep: (tell) => {
      if (tunnel.kind === 'none') return async () => undefined;
      const kept = keepTunnel(tunnel, {
        world,
        tell,
        ask: (url, signal) => timed(() => askThrough(url, proof, signal)),
        takeDoubt: () => {
          const words = doubt;
          doubt = undefined;
          return words;
        },
        reopen,
      });
      close = kept.close;
      return kept.stop;
    },
  };
};

/** What the tunnel itself had to say explains best why nothing came through. */
const doubted = (error: unknown, doubt: string | undefined): unknown =>
  error instanceof Failure && doubt !== undefined && error.exitCode !== 0
    ? new Failure({
        ...error,
        why: `${oneSentence(error.why)}Meanwhile ${doubt}: a firewall may be in between.`,
        tryThis: ['use one that only needs port 443: --tunnel ngrok', ...error.tryThis],
        cause: error,
      })
    : error;

const oneSentence = (words: string | undefined): string => (words === undefined ? '' : `${words} `);

const OPENING: Readonly<Record<TunnelChoice['kind'], string>> = {
  none: 'Opening the way in',
  localtunnel: 'Opening a localtunnel',
  cloudflared: 'Opening a quick tunnel with cloudflared',
  ngrok: 'Opening an ngrok tunnel',
  'public-url': 'Opening the way in',
};

const remarksOf = ({ choice, passedOver }: Proven): readonly string[] => {
  const remark = remarkOn(choice);
  return [
    ...passedOver.map(({ what, why }) => (why === undefined ? `${what}.` : `${what}. ${why}`)),
    ...(remark === undefined ? [] : [remark]),
  ];
};
