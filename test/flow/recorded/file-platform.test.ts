import { describe, expect, it } from 'vitest';
import { exchangeRecord } from '../../../src/flow/exchange-record.ts';
import { noticeRecord } from '../../../src/flow/notice-record.ts';
import { fileExchange, fileNotice, newFlowBook } from '../../../src/flow/recorded/file-recorded.ts';
import { recordedExchange } from '../../../src/flow/recorded/recorded-exchange.ts';
import { keptEvent, recordedPlatform } from '../../../src/flow/recorded/recorded-platform.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { CALLER_LEG, ivrExchanges, ivrFlow, ivrNotices } from '../../support/ivr-call.ts';

/** What an emulator told of the hand-made call, as it is recorded. */
const TOLD = ivrNotices().flatMap((notice) => {
  const event = notice.type === 'platform' ? keptEvent(notice.event) : undefined;
  if (notice.type !== 'platform' || event === undefined) return [];
  return [JSON.parse(JSON.stringify(noticeRecord({ ...notice, event, flow: CALLER_LEG }))) as JsonObject];
});
const EXCHANGES = ivrExchanges().map(
  (made) => JSON.parse(JSON.stringify(exchangeRecord(made, ivrFlow()))) as JsonObject,
);

const filed = (records: readonly JsonObject[]) => {
  const book = newFlowBook({ draws: true });
  for (const record of records) {
    if (record['type'] === 'exchange') fileExchange(book, recordedExchange(record)!);
    else fileNotice(book, record);
  }
  return book.session.flows.get(CALLER_LEG)!;
};

const inferred = (records: readonly JsonObject[]): readonly string[] =>
  filed(records).moments.flatMap((moment) => (moment.inferred ? [moment.step] : []));

describe('what an emulator told', () => {
  it('stands in the place of what follows from webhooks', () => {
    expect(inferred(EXCHANGES)).toEqual(['1', '4', '5c', '5c', '5c']);
    expect(inferred([...TOLD, ...EXCHANGES])).toEqual([]);
    const { moments, from, to, ended } = filed([...TOLD, ...EXCHANGES]);
    expect(moments.filter(({ step }) => ['1', '4', '5c'].includes(step)).map(({ label }) => label)).toEqual([
      'call 447700900001 → 14155550100',
      'new 5b0e7c52',
      '447700900001 joins',
      'presses 1',
      'alice: background',
      'member:invited (alice, push)',
      'member:joined (alice)',
      'member:joined (bob, nothing: offline)',
    ]);
    expect([from, to, ended]).toEqual(['447700900001', '14155550100', true]);
  });

  it('does so also when it was told later', () => {
    expect(inferred([...EXCHANGES.slice(0, 8), ...TOLD, ...EXCHANGES.slice(8)])).toEqual([]);
  });

  it('makes a call of which no webhook came', () => {
    expect(filed(TOLD)).toMatchObject({ id: CALLER_LEG, from: '447700900001', exchanges: 0 });
  });

  it.each<[string, JsonObject]>([
    ['without its time', { at: 'soon' }],
    ['without a text', { leg: 7 }],
    ['of a name that is not known', { name: 'hologram' }],
    ['of a name that is not kept', { name: 'webhook-sent' }],
  ])('is left out when it stands there %s', (_how, other) => {
    const placed = TOLD.find(({ name }) => name === 'call-placed')!;
    expect(recordedPlatform(placed)).toMatchObject({ event: { name: 'call-placed' } });
    expect(recordedPlatform({ ...placed, ...other })).toBeUndefined();
  });
});
