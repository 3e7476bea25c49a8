import type { Gap } from '../../flow/flow.ts';
import type { TunnelKind } from '../../flow/notice.ts';
import type { Chance, Clock } from '../../world.ts';
import type { Tunnel } from './tunnel.ts';

export interface KeepOptions {
  readonly world: { readonly clock: Clock; readonly chance: Chance };
  /** One question through a public address: what came back instead of the right answer, or undefined. */
  readonly ask: (publicUrl: string, signal: AbortSignal) => Promise<string | undefined>;
  /** The words of the doubt that the tunnel itself has raised since this was last called. */
  readonly takeDoubt: () => string | undefined;
  /** Opens a tunnel in place of the lost one and proves it; `tries` is how often that was tried in vain. */
  readonly reopen: (lost: Tunnel, tries: number, signal: AbortSignal) => Promise<Tunnel>;
  readonly tell: (news: TunnelNews) => void;
}

export type TunnelNews =
  /** `provenAt`: when something last came through, in milliseconds since 1970. */
  | { readonly news: 'lost'; readonly tunnel: Tunnel; readonly why: string; readonly provenAt: number }
  /** It could not be opened again, and will be tried again. */
  | { readonly news: 'still lost'; readonly error: unknown }
  | { readonly news: 'open'; readonly tunnel: Tunnel; readonly before: Tunnel; readonly gap: Gap };

export interface KeptTunnel {
  /** Ends the watching; a tunnel that is open stays so. */
  stop(): Promise<void>;
  /** Ends the watching, and then the tunnel that is open now. */
  close(): Promise<void>;
}

/**
 * How often the way in is looked through while nothing is wrong, in milliseconds. The public localtunnel host is lost
 * most often (FIELD b1, b3); ngrok counts requests, 20,000 a month without a fee (FIELD e3), and tells of its losses itself.
 */
const EVERY_MILLISECONDS: Readonly<Record<TunnelKind, number>> = {
  none: Number.POSITIVE_INFINITY,
  localtunnel: 15_000,
  cloudflared: 30_000,
  ngrok: 120_000,
  'public-url': 30_000,
};
/** The clocks are looked at so often, and a doubt is heard after no longer. */
const TICK_MILLISECONDS = 1_000;
/** A tick that took so much longer by the wall's clock: the machine slept, or somebody set the clock. */
const JUMP_MILLISECONDS = 3_000;
/** One answer that fails to come may be a hiccup of the network. */
const LOOKS = 3;
/** Where the tunnel has its doubts itself, or a sleep has ended, fewer will do. */
const LOOKS_IN_DOUBT = 2;
const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

/**
 * Watches an open tunnel by asking itself through the public address, and opens it again when it is lost, for as long
 * as that takes. After the machine has slept it looks within two seconds. Never throws; all is told.
 */
export const keepTunnel = (first: Tunnel, options: KeepOptions): KeptTunnel => {
  const { world, ask, takeDoubt, reopen, tell } = options;
  const { clock, chance } = world;
  const ending = new AbortController();
  const { signal } = ending;
  let current = first;
  let provenAt = clock.now();

  /** Between half and the whole: many listeners that lost one server do not come back in step. */
  const jittered = (milliseconds: number): number =>
    milliseconds * (0.5 + Number.parseInt(chance.hex(2), 16) / 0xffff / 2);

  /** Rests for a time, or until there is a reason not to: the words of a doubt, or a jump of the wall's clock. */
  const rest = async (milliseconds: number): Promise<{ doubt?: string; jumped?: true }> => {
    for (let left = milliseconds; left > 0 && !signal.aborted; left -= TICK_MILLISECONDS) {
      const before = clock.now();
      const tick = Math.min(left, TICK_MILLISECONDS);
      await clock.sleep(tick, signal);
      const jump = clock.now() - before - tick;
      if (jump > JUMP_MILLISECONDS || jump < -JUMP_MILLISECONDS) return { jumped: true };
      const doubt = takeDoubt();
      if (doubt !== undefined) return { doubt };
    }
    return {};
  };

  /** Looks through the tunnel until the answer is right, or has been wrong often enough. */
  const look = async (times: number): Promise<string | undefined> => {
    for (let looked = 1; ; looked += 1) {
      const seen = await ask(current.url, signal);
      if (seen === undefined || looked >= times || signal.aborted) return seen;
      await clock.sleep(jittered(TICK_MILLISECONDS * looked), signal);
    }
  };

  const recover = async (why: string): Promise<void> => {
    const lost = current;
    tell({ news: 'lost', tunnel: lost, why, provenAt });
    // Its name is free only when it is closed.
    await lost.close().catch(() => undefined);
    for (let tries = 0; !signal.aborted; tries += 1) {
      try {
        current = await reopen(lost, tries, signal);
        takeDoubt();
        const gap = { from: provenAt, to: clock.now() };
        provenAt = gap.to;
        return tell({ news: 'open', tunnel: current, before: lost, gap });
      } catch (error) {
        if (signal.aborted) return;
        tell({ news: 'still lost', error });
      }
      // A machine that has just woken up need not wait to the end.
      await rest(jittered(Math.min(FIRST_PAUSE_MILLISECONDS * 2 ** tries, LONGEST_PAUSE_MILLISECONDS)));
    }
  };

  const watch = async (): Promise<void> => {
    while (!signal.aborted) {
      const { doubt, jumped } = await rest(jittered(EVERY_MILLISECONDS[current.kind]));
      if (signal.aborted) return;
      const seen = await look(doubt !== undefined || jumped ? LOOKS_IN_DOUBT : LOOKS);
      if (signal.aborted) return;
      if (seen === undefined) provenAt = clock.now();
      else await recover(doubt ?? seen);
    }
  };
  const watching = watch();
  const stop = (): Promise<void> => {
    ending.abort();
    return watching;
  };
  return { stop, close: () => stop().then(() => current.close()) };
};
