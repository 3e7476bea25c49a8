import type { FieldTable } from '../../fields.ts';

/** What is known of one type of RTC event (rtc-events.md §4). */
export interface RtcEntry {
  /** The fields of `body`; required ones are those that §4 marks with a star. */
  readonly body: FieldTable;
  /** Whether the webhook has the conversation's event number as `id`; optional: only once a conversation is there. */
  readonly id: 'always' | 'optional' | 'none';
  /** In the public list of 2026 (column "26"). */
  readonly listed2026: boolean;
  /** Parsed by `@vonage/client-sdk` 2.3.1, which drops all others without a word (client-sdk.md §1.1). */
  readonly clientSdk: boolean;
}

type Mark = 'listed' | 'sdk' | 'id-optional' | 'no-id';

/** One row of a family's table. Without marks: always numbered, not listed in 2026, not parsed by the Client SDK. */
export const entry = <const B extends FieldTable>(
  body: B,
  ...marks: readonly Mark[]
): Omit<RtcEntry, 'body'> & { readonly body: B } => ({
  body,
  id: marks.includes('no-id') ? 'none' : marks.includes('id-optional') ? 'optional' : 'always',
  listed2026: marks.includes('listed'),
  clientSdk: marks.includes('sdk'),
});
