import type { Flow } from '../../flow.ts';
import type { NccoRun, Signs, Start } from './ncco-runs.ts';

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
 * input webhook, a recording, the end of speech in RTC events, the legs of a `connect`. An emulator tells when each began,
 * and so which never did.
 *
 * @param endedAt when the NCCO was over: another one came, or the leg ended
 * @param signs those that no NCCO before has used up; what this one uses is taken out
 */
export const actionTimes = (
  run: NccoRun,
  endedAt: number,
  flow: Flow,
  { ends, starts }: Signs,
): readonly ActionTime[] => {
  const isHere = (leg: string | undefined, at: number, slack: number): boolean =>
    (leg === undefined || leg === run.leg) && at >= run.startedAt - slack && at <= endedAt + slack;
  // What begins when this NCCO is over is of the next one.
  const isStart = ({ leg, at }: Start): boolean => isHere(leg, at, 0) && at < endedAt;
  const hasStarts = starts.some(isStart);
  let next = run.startedAt;
  const times = run.actions.flatMap((action, index) => {
    const start = taken(starts, (one) => one.action === action && isStart(one))?.at;
    if (hasStarts && start === undefined) return [];
    const slack = action === 'record' ? SLACK : 0;
    const sign = taken(ends, ({ of, leg, at }) => of === action && isHere(leg, at, slack));
    next = Math.max(next, start ?? next);
    // The first that begins after this one: an emulator knows best.
    const following = starts.find(
      (one) => run.actions.indexOf(one.action, index + 1) > index && isStart(one) && one.at > next,
    )?.at;
    const told =
      sign?.at ?? following ?? (action === 'connect' ? connectEnd(flow, run, next, endedAt) : undefined);
    const end = action === 'notify' ? (start ?? next) : told && Math.min(endedAt, told);
    const began = sign?.startedAt ?? start ?? (end === undefined ? next : Math.min(next, end));
    // These let the next one begin at once.
    if (!PASSING.has(action) && end !== undefined) next = Math.max(next, end);
    return [{ action, startedAt: Math.min(endedAt, began), end }];
  });
  return times.map(({ action, startedAt, end }, index) => {
    const later = PASSING.has(action) ? [] : times.slice(index + 1);
    const ofAnother = later.find((one) => one.end !== undefined && !PASSING.has(one.action))?.end;
    return {
      action,
      startedAt,
      endedAt: end ?? ofAnother ?? endedAt,
      // The last one that began lasted to the end of all.
      isInferred: end === undefined && !(hasStarts && index === times.length - 1),
    };
  });
};

const taken = <T>(list: T[], isWanted: (one: T) => boolean): T | undefined => {
  const index = list.findIndex(isWanted);
  return index < 0 ? undefined : list.splice(index, 1)[0];
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
