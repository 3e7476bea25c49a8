import type { Failure } from '../../../failure.ts';
import { harmless } from '../../../flow/exchange-record.ts';
import { maskText } from '../../../flow/mask.ts';
import { paintedLine } from '../../../sinks/painted-line.ts';
import type { Palette } from '../../../sinks/palette.ts';
import { parties } from '../../../sinks/wording.ts';
import { printable } from '../../../text/printable.ts';
import { shortId } from '../../../vonage/ids.ts';
import type { Json } from '../../../vonage/json.ts';
import type { Output } from '../../../world.ts';
import { timelineWidth } from '../exchange-text.ts';
import type { Pulled } from './keep-log.ts';

/** More calls of one conversation are counted. */
const CALLS = 10;

/** What became of a log, and whose it is. */
export const pulledLines = (pulled: Pulled, stdout: Output, palette: Palette): readonly string[] => {
  const { conversation, flows } = pulled;
  const width = timelineWidth(stdout);
  const more = flows.size - CALLS;
  return [
    paintedLine([[conversation, palette.strong], '  ', countWords(pulled)], width),
    ...[...flows]
      .slice(0, CALLS)
      .map(({ id, from, to }) =>
        paintedLine(['  call ', [shortId(id), palette.call(1)], '  ', parties(from, to)], width),
      ),
    ...(more > 0 ? [`  and ${more} more calls`] : []),
  ];
};

const countWords = ({ events, fresh }: Pulled): string => {
  if (events === 0) return 'no events';
  const all = events === 1 ? '1 event' : `${events} events`;
  return fresh === 0
    ? `${all}, none of them new`
    : fresh === events
      ? `${all}, all new`
      : `${all}, ${fresh} new`;
};

/** What is worth knowing besides, in sentences. */
export const pulledRemarks = (pulled: Pulled, failure: Failure | undefined): readonly string[] => {
  const { events, firstId, odd, flows, fresh } = pulled;
  const [flow] = flows;
  return [
    ...(failure === undefined
      ? []
      : [
          `✗ ${printable([failure.what, failure.why].filter(Boolean).join('. '))}`,
          ...failure.tryThis.map((step) => `  → ${step.split('\n').map(printable).join('\n    ')}`),
        ]),
    ...(failure === undefined && events === 0
      ? [
          'The conversation is there and its log is empty: nobody was in it yet, or what happened is too long ago.',
        ]
      : []),
    ...(firstId !== undefined && firstId > 1
      ? [`The log begins with event ${firstId}: those before are not kept any more, or have no number here.`]
      : []),
    ...(odd > 0 ? [`${odd === 1 ? '1 entry' : `${odd} entries`} without a type left out.`] : []),
    ...(flow !== undefined && fresh > 0 ? [`See it: vonage-flow flows show ${shortId(flow.id)}`] : []),
  ];
};

/** The same as a line of JSON (docs/events.md). */
export const pulledJson = (
  { conversation, events, fresh, firstId, odd, flows }: Pulled,
  failure: Failure | undefined,
  records: string | undefined,
): string => {
  const line: Readonly<Record<string, Json | undefined>> = {
    v: 1,
    type: 'pull',
    conversation,
    events,
    new: fresh,
    firstId,
    odd: odd === 0 ? undefined : odd,
    flows: Array.from(flows, ({ id }) => id),
    records: fresh === 0 ? undefined : records,
    failed: failure && {
      what: maskText(failure.what),
      ...(failure.why !== undefined && { why: maskText(failure.why) }),
      tryThis: failure.tryThis,
    },
  };
  return harmless(JSON.stringify(line));
};
