import { factsOfWebhook } from '../flow/exchange-facts.ts';
import type { PulledEvent } from '../flow/pulled/pulled-event.ts';
import { eventLine, wordTail } from './columns.ts';
import type { Paint, Palette } from './palette.ts';
import { detailOfWebhook, parties } from './wording.ts';

/** A pulled event in one line: as its webhook would have been shown, but nobody sent it, so there is no arrow and no reply. */
export const pulledLine = (
  { webhook }: PulledEvent,
  at: number,
  width: number,
  palette: Palette,
  callPaint: Paint,
): string => {
  const facts = factsOfWebhook(webhook);
  const detail = detailOfWebhook(webhook);
  const ends = parties(facts.from, facts.to);
  return eventLine(
    {
      at,
      arrow: '·',
      step: facts.step ?? '',
      kind: webhook.type,
      kindPaint: palette.kind,
      subject: detail ?? ends,
      more: detail === undefined ? '' : ends,
      leg: facts.leg,
      conversation: facts.conversation,
      callPaint,
      tail: wordTail('pulled', palette.dim),
      tailWords: 'pulled from the Conversation API',
      isFaint: false,
    },
    width,
    palette,
  );
};
