import type { Loan } from '../../edge/borrow/loan.ts';
import type { TunnelNews } from '../../edge/tunnels/keep-tunnel.ts';
import { reasonOf } from '../../failure.ts';
import { interrupt } from '../../flow/interrupt.ts';
import type { TunnelNotice } from '../../flow/notice.ts';
import type { Store } from '../../sinks/store.ts';
import type { SlotId } from '../../vonage/slots.ts';
import { pullCommand } from './pull-command.ts';
import type { Run } from './run.ts';
import type { WayIn } from './way-in.ts';

/** Pauses before the application is tried again that could not be pointed at the new address; doubles up to the longest. */
const FIRST_PAUSE_MILLISECONDS = 2_000;
const LONGEST_PAUSE_MILLISECONDS = 60_000;

type Opened = Extract<TunnelNews, { news: 'open' }>;

/**
 * Keeps the way in open, and lets everything follow it: a tunnel that comes back with another address is what NCCOs name
 * and the application asks from then on, and calls that were running are marked with the gap. The returned function
 * ends that, and resolves when nothing more is changed.
 */
export const followTunnel = (
  run: Run,
  wayIn: WayIn,
  loan: Loan | undefined,
  record: Pick<Store, 'keep'> | undefined,
): (() => Promise<void>) => {
  const { world, notices, desk } = run;
  const { clock } = world;
  const trouble = sayOnce(run);
  const note = (notice: TunnelNotice): void => {
    record?.keep(notice);
    notices.note(notice);
  };
  /** Ends what is being done for an address that is no longer the present one. */
  let latest = new AbortController();
  let following: Promise<void> = Promise.resolve();
  /** Since when webhooks may be missing, and the address that the application was last known to hold. */
  let lostSince: number | undefined;
  let pointedAt = wayIn.tunnel.url;

  /** Points the application at the new address, for as long as it takes. */
  const repoint = async (to: string, signal: AbortSignal): Promise<readonly SlotId[]> => {
    for (let pause = FIRST_PAUSE_MILLISECONDS; loan !== undefined && to !== pointedAt; pause *= 2) {
      try {
        const moved = await loan.moveTo(pointedAt, to, signal);
        pointedAt = to;
        return moved;
      } catch (error) {
        if (signal.aborted) return [];
        trouble(error, `The application still holds the old address ${pointedAt}`);
        await clock.sleep(Math.min(pause, LONGEST_PAUSE_MILLISECONDS), signal);
        if (signal.aborted) return [];
      }
    }
    return [];
  };

  const follow = async ({ tunnel, before, gap }: Opened, signal: AbortSignal): Promise<void> => {
    desk.reachableAt(tunnel.url);
    const moved = await repoint(tunnel.url, signal);
    if (signal.aborted) return;
    const whole = { from: lostSince ?? gap.from, to: clock.now() };
    lostSince = undefined;
    trouble.forget();
    const calls = interrupt(desk.session, whole, tunnel.url);
    note({
      type: 'tunnel',
      at: whole.to,
      state: 'open',
      tunnel: tunnel.kind,
      publicUrl: tunnel.url,
      before: before.url,
      gap: whole,
      moved,
      calls,
      pull: pullCommand(calls, run.flags),
    });
  };

  const stop = wayIn.keep((news) => {
    switch (news.news) {
      case 'lost': {
        latest.abort();
        lostSince ??= news.provenAt;
        const { tunnel, why, provenAt } = news;
        return note({
          type: 'tunnel',
          at: clock.now(),
          state: 'lost',
          tunnel: tunnel.kind,
          publicUrl: tunnel.url,
          why,
          provenAt,
        });
      }
      case 'still lost':
        return trouble(news.error, 'The tunnel could not be opened again yet');
      case 'open': {
        latest = new AbortController();
        const { signal } = latest;
        following = following.then(() => follow(news, signal));
        return;
      }
      default:
        return news satisfies never;
    }
  });
  return async () => {
    latest.abort();
    await stop();
    // A tunnel that was opened again until then is not followed any more.
    latest.abort();
    await following;
  };
};

/** Says why something goes on failing, once for each reason: it is tried for as long as it takes. */
const sayOnce = ({ world, notices }: Run): ((error: unknown, what: string) => void) & { forget(): void } => {
  const told = new Set<string>();
  const say = (error: unknown, what: string): void => {
    const words = reasonOf(error);
    if (told.has(words)) return;
    told.add(words);
    notices.note({
      type: 'trouble',
      at: world.clock.now(),
      what: `${what}: ${words}`,
      tryThis: 'wait, for it is tried again and again; or stop with Ctrl-C and choose another way in',
    });
  };
  return Object.assign(say, { forget: () => told.clear() });
};
