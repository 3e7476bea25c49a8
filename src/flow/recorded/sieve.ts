import type { Flow } from '../flow.ts';
import type { PulledEvent } from '../pulled/pulled-event.ts';
import type { FlowBook } from './file-recorded.ts';
import type { RecordedExchange } from './recorded-exchange.ts';

/** Finds the calls that are asked for while recorded exchanges go by, in any order of their files. */
export interface Sieve {
  /** @param flow undefined for an exchange that was filed under no call */
  see(exchange: RecordedExchange, flow: Flow | undefined): void;
  /** The same of an event that was pulled. */
  seePulled?(event: PulledEvent, flow: Flow | undefined): void;
  /** Whether a call of the book is one of them, as far as it was read. */
  passes(flow: Flow, book: FlowBook, isRunning: boolean): boolean;
}
