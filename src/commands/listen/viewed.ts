import { exchangeLine } from '../../flow/exchange-record.ts';
import type { Filter } from '../../flow/filter/read-filter.ts';
import type { ExchangeNotice } from '../../flow/notice.ts';
import { type RecordedExchange, recordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import { REPLAY_HEADER } from '../../flow/recorded/replayable.ts';
import type { Sink } from '../../sinks/sink.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import { filterOf } from '../filter-of.ts';

/** An exchange as it was recorded, with its number in the call. */
export interface Numbered {
  readonly recorded: RecordedExchange;
  readonly number: number;
}

/** What the stream shows, for those who ask about it or change it while it runs. */
export interface Viewed {
  /** What is asked for now; the empty text shows all. */
  readonly filterText: string;
  readonly filter: Filter | undefined;
  /** Shows only this from now on. Throws a Failure that points at the word that is wrong. */
  filterBy(text: string): void;
  /** The last exchange that got a line, and was no replay. */
  last(): Numbered | undefined;
  /** Hears of every exchange, to number it. */
  readonly numbering: Sink;
  /** Is told which exchange got a line. */
  readonly shown: (notice: ExchangeNotice) => void;
}

/** Calls whose exchanges are counted; memory stays flat. */
const REMEMBERED_CALLS = 4000;

/**
 * @param asked the filter of the command line, or none
 * @param isHeld whether what is written now is shown only later
 */
export const viewOf = (asked: string | undefined, isHeld: () => boolean): Viewed => {
  const counts = new Map<string, number>();
  /** Numbers of the exchanges that no sink has shown yet, and of those that were. */
  const numbers = new WeakMap<object, number>();
  let filterText = asked?.trim() ?? '';
  let filter = filterOf(asked);
  let last: ExchangeNotice | undefined;
  /** The last one that is held back: nobody can mean it yet. */
  let waiting: ExchangeNotice | undefined;
  return {
    get filterText() {
      return filterText;
    },
    get filter() {
      return filter;
    },
    filterBy: (text) => {
      const trimmed = text.trim();
      filter = trimmed === '' ? undefined : filterOf(trimmed, 'it');
      filterText = trimmed;
    },
    last: () => {
      if (waiting && !isHeld()) [last, waiting] = [waiting, undefined];
      if (!last) return undefined;
      // What is shown of it, and sent again, is what the record has of it: masked.
      const record = parseJson(exchangeLine(last.exchange, last.flow));
      const recorded = isJsonObject(record) ? recordedExchange(record) : undefined;
      return recorded && { recorded, number: numbers.get(last.exchange) ?? last.exchange.request.id };
    },
    numbering: {
      note: (notice) => {
        if (notice.type !== 'exchange' || !notice.flow) return;
        const { id } = notice.flow;
        const number = (counts.get(id) ?? 0) + 1;
        counts.set(id, number);
        numbers.set(notice.exchange, number);
        if (counts.size > REMEMBERED_CALLS) counts.delete(counts.keys().next().value ?? id);
      },
      close: async () => {},
    },
    shown: (notice) => {
      // What is sent again is compared with the one that is meant, and does not take its place.
      if (notice.exchange.request.headers[REPLAY_HEADER] !== undefined) return;
      if (isHeld()) waiting = notice;
      else [last, waiting] = [notice, undefined];
    },
  };
};
