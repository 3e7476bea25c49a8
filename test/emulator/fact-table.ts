import { type FactRow, factRow } from './facts/fact-row.ts';
import { NCCO_FACTS } from './facts/ncco-facts.ts';
import { RTC_FACTS } from './facts/rtc-facts.ts';
import { VOICE_API_FACTS } from './facts/voice-api-facts.ts';
import { WEBHOOK_FACTS } from './facts/webhook-facts.ts';

/** What other people write at this moment: the row has to be told anew when it is there. */
const awaited = (row: string, fact: string, awaits: RegExp): FactRow => ({
  row,
  fact,
  shownBy: [],
  remark: 'not yet',
  awaits,
});

/** The pages of facts, section by section, and what holds the emulator to them. */
export const FACT_PAGES: readonly (readonly [page: string, rows: readonly FactRow[]])[] = [
  [
    'voice-webhooks.md',
    [...WEBHOOK_FACTS.map(factRow), awaited('§4.2', '`disconnected`', /^cases\/emulator\/.*websocket/)],
  ],
  [
    'ncco.md',
    [
      ...NCCO_FACTS.map(factRow),
      awaited('§4.3', '`websocket`: frames, headers, failures', /^cases\/emulator\/.*websocket/),
    ],
  ],
  ['rtc-events.md', RTC_FACTS.map(factRow)],
  ['voice-api.md', VOICE_API_FACTS.map(factRow)],
];
