import type { RecordedPulled } from '../../flow/pulled/pulled-record.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import { type DetailStyle, exchangeDetail, pulledDetail } from '../../sinks/exchange-detail.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { Output } from '../../world.ts';
import { jsonOf } from './write-json.ts';

/** Columns of a pipe: the wide layout of the live stream, numbers in front of it, and the parties of a call twice. */
const PIPE_WIDTH = 128;

/** Columns for what is laid out in lines. */
export const timelineWidth = (stdout: Output): number => (stdout.isTerminal ? stdout.columns() : PIPE_WIDTH);

/** One pulled event whole: as JSON, or to be read. */
export const wholePulled = (
  pulled: RecordedPulled,
  number: number,
  { json }: { readonly json?: boolean },
  stdout: Output,
): readonly string[] => (json ? [jsonOf(pulled.record)] : pulledDetail(pulled, number, detailStyle(stdout)));

/** One exchange whole: as JSON, or to be read. */
export const wholeExchange = (
  exchange: RecordedExchange,
  number: number,
  { json }: { readonly json?: boolean },
  stdout: Output,
): readonly string[] =>
  json ? [jsonOf(exchange.record)] : exchangeDetail(exchange, number, detailStyle(stdout));

const detailStyle = (stdout: Output): DetailStyle => ({
  width: stdout.isTerminal ? stdout.columns() : undefined,
  palette: paletteFor(stdout),
});
