import type { Flow, Moment } from '../flow/flow.ts';
import { mirrorsVoice } from '../flow/mirrors-voice.ts';
import { cut } from '../text/printable.ts';
import { shortId } from '../vonage/ids.ts';
import { type LaneStyle, laneFooter, laneHeader, laneRow, mirrorLine } from './lane-row.ts';
import { safe } from './painted-line.ts';

export interface LanesStyle extends LaneStyle {
  /** Draws the RTC events too that repeat a voice event; else their number stands below the picture. */
  readonly all?: boolean;
}

/**
 * Draws a call as rows: when, an arrow between two of five lifelines, which step of the event flow, and what. Each
 * row stands for itself, so the rows of a longer call begin with those of a shorter one.
 */
export const lanes = (flow: Flow, style: LanesStyle): readonly string[] => {
  const wording = legWording(flow);
  const drawn = flow.moments.filter((moment) => style.all === true || !isMirror(moment, flow));
  const left = flow.moments.length - drawn.length;
  return [
    ...laneHeader(style),
    ...drawn.map((moment) => laneRow(moment, flow.startedAt, style, wording(moment))),
    ...laneFooter(style),
    ...(left === 0 ? [] : [mirrorLine(left, style)]),
  ];
};

/** True for an RTC event that repeats what a voice event of the call says; without any it is the only witness. */
export const isMirror = ({ step, label }: Moment, { moments }: Flow): boolean =>
  step === '5b' && mirrorsVoice(label) && moments.some((other) => other.step === '5a');

/** Names the leg of a moment when it is not the call's first one, by whom it reaches. */
export const legWording = (flow: Flow): ((moment: Moment) => string) => {
  const first = flow.legs.keys().next().value;
  return ({ leg }) => {
    if (leg === undefined || leg === first) return '';
    const to = flow.legs.get(leg)?.to;
    return cut(safe(to ?? shortId(leg)), 20);
  };
};
