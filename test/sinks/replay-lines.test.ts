import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedExchange } from '../../src/flow/recorded/recorded-exchange.ts';
import { paletteFor } from '../../src/sinks/palette.ts';
import { type Replayed, replayLines } from '../../src/sinks/replay-lines.ts';

const IVR = readFileSync(new URL('../cases/flows/records/ivr.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
  .filter(({ type }) => type === 'exchange');

/** The first webhook of the call, sent again. */
const replayed = (changes: Partial<Replayed>): Replayed => ({
  number: 1,
  exchange: recordedExchange(IVR[0])!.exchange,
  status: 204,
  milliseconds: 12.4,
  failure: undefined,
  wasSent: true,
  comparison: { isSame: true, diff: [] },
  problems: [],
  ...changes,
});

const lines = (changes: Partial<Replayed>, speaks: boolean, width = 80): readonly string[] =>
  replayLines(replayed(changes), width, paletteFor({ colorLevel: 0, speaks }));

describe('a webhook that was sent again', () => {
  it('is a row with the reply of then and of now', () => {
    expect(lines({}, false)).toEqual([
      '  1 5a started   14155550123 → 14155550100        204  <1ms → 204  12ms  same',
    ]);
    expect(lines({}, false, 100)).toEqual([
      '  1 5a started            14155550123 → 14155550100                   204  <1ms → 204  12ms  same',
    ]);
    expect(lines({}, false, 30)).toHaveLength(1);
  });

  it('is a sentence for a screen reader', () => {
    expect(lines({}, true)).toEqual([
      '1, step 5a started, 14155550123 → 14155550100, replied 204 in under 1 ms then, 204 in 12 ms now, same',
    ]);
    expect(lines({ status: undefined, comparison: undefined, failure: 'nobody answers' }, true)).toEqual([
      '1, step 5a started, 14155550123 → 14155550100, replied 204 in under 1 ms then, no reply now',
      '      ! nobody answers',
    ]);
  });
});
