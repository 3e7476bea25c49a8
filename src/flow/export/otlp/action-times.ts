import type { Flow } from '../../flow.ts';
import type { NccoRun, Sign } from './ncco-runs.ts';

/** When an action of an NCCO ran, in milliseconds since 1970. */
export interface ActionTime {
  readonly action: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Nothing told its end: it ran somewhere in this time, if at all. */
  readonly isInferred: boolean;
}

/**
 * When the actions of an NCCO ran. Vonage reports no action; they run one after the other, and some leave signs: an
 * input webhook, a recording, the end of speech in RTC events, the legs of a `connect`.
 *
 * @param endedAt when the NCCO was over: another one came, or the leg ended
 * @param signs those that no NCCO before has used up; what this one uses is taken out
 */
export const actionTimes = (
  run: NccoRun,
  endedAt: number,
  flow: Flow,
  signs: Sign[],
): readonly ActionTime[] => {
  const take = (action: string): Sign | undefined => {
    const index = signs.findIndex(
      ({ of, leg, at }) =>
        of === action &&
        (leg === undefined || leg === run.leg) &&
        at >= run.startedAt - (of === 'record' ? SLACK : 0) &&
        at <= endedAt + (of === 'record' ? SLACK : 0),
    );
    return index < 0 ? undefined : signs.splice(index, 1)[0];
  };
  let next = run.startedAt;
  const times = run.actions.map((action) => {
    const sign = take(action);
    const told = action === 'connect' ? connectEnd(flow, run, next, endedAt) : sign?.at;
    const end = told === undefined ? undefined : Math.min(endedAt, told);
    const startedAt = Math.min(endedAt, sign?.startedAt ?? (end === undefined ? next : Math.min(next, end)));
    // These let the next one begin at once.
    if (!PASSING.has(action) && end !== undefined) next = Math.max(next, end);
    return { action, startedAt, end: action === 'notify' ? startedAt : end };
  });
  return times.map(({ action, startedAt, end }, index) => ({
    action,
    startedAt,
    endedAt:
      end ??
      times
        .slice(index + 1)
        .find((later) => later.end !== undefined && !PASSING.has(later.action) && !PASSING.has(action))
        ?.end ??
      endedAt,
    isInferred: end === undefined,
  }));
};

/** `record` goes on beside what follows, and `notify` takes no time (ncco.md). */
const PASSING: ReadonlySet<string> = new Set(['record', 'notify']);

/** Recordings tell whole seconds, and of a leg we hear when its first webhook comes. */
const SLACK = 1000;

/** The last end of the legs that began meanwhile. */
const connectEnd = (flow: Flow, run: NccoRun, from: number, to: number): number | undefined => {
  const ends = [...flow.legs.values()]
    .filter(({ uuid, startedAt }) => uuid !== run.leg && startedAt >= from - SLACK && startedAt <= to)
    .map((leg) => leg.endedAt);
  return ends.length === 0 || ends.includes(undefined)
    ? undefined
    : Math.min(to, Math.max(...ends.map((end) => end ?? 0)));
};
