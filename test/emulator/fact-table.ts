import { APPLICATION_FACTS } from './facts/application-facts.ts';
import { CLIENT_FACTS } from './facts/client-facts.ts';
import { type FactRow, factRow } from './facts/fact-row.ts';
import { NCCO_FACTS } from './facts/ncco-facts.ts';
import { RTC_FACTS } from './facts/rtc-facts.ts';
import { VOICE_API_FACTS } from './facts/voice-api-facts.ts';
import { WEBHOOK_FACTS } from './facts/webhook-facts.ts';

/** The pages of facts, section by section, and what holds the emulator to them. */
export const FACT_PAGES: readonly (readonly [page: string, rows: readonly FactRow[]])[] = [
  ['voice-webhooks.md', WEBHOOK_FACTS.map(factRow)],
  ['ncco.md', NCCO_FACTS.map(factRow)],
  ['rtc-events.md', RTC_FACTS.map(factRow)],
  ['client-sdk.md', CLIENT_FACTS.map(factRow)],
  ['voice-api.md', VOICE_API_FACTS.map(factRow)],
  ['applications-api.md', APPLICATION_FACTS.map(factRow)],
];
