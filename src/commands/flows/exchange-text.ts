import { harmless } from '../../flow/exchange-record.ts';
import type { RecordedPulled } from '../../flow/pulled/pulled-record.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import { type DetailStyle, exchangeDetail, pulledDetail } from '../../sinks/exchange-detail.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { Output } from '../../world.ts';

/** Columns of a pipe: the wide layout of the live stream, numbers in front of it, and the parties of a call twice. */
const PIPE_WIDTH = 128;

/** Columns for what is laid out in lines. */
export const timelineWidth = (stdout: Output): number => (stdout.isTerminal ? stdout.columns() : PIPE_WIDTH);

/** A record as a line of JSON that no terminal obeys. */
export const recordLine = (record: JsonObject): string => harmless(JSON.stringify(record));

/** One pulled event whole: as JSON, or to be read. */
export const wholePulled = (
  pulled: RecordedPulled,
  number: number,
  { json }: { readonly json?: boolean },
  stdout: Output,
): readonly string[] =>
  json ? [recordLine(pulled.record)] : pulledDetail(pulled, number, detailStyle(stdout));

/** One exchange whole: as JSON, or to be read. */
export const wholeExchange = (
  exchange: RecordedExchange,
  number: number,
  { json }: { readonly json?: boolean },
  stdout: Output,
): readonly string[] =>
  json ? [recordLine(exchange.record)] : exchangeDetail(exchange, number, detailStyle(stdout));

const detailStyle = (stdout: Output): DetailStyle => ({
  width: stdout.isTerminal ? stdout.columns() : undefined,
  palette: paletteFor(stdout),
});
