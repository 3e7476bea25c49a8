import type { Exchange } from '../flow/exchange.ts';
import { isSecretName, MASK } from '../flow/mask.ts';
import { type RecordedBody, recordedBody } from '../flow/recorded-body.ts';
import { readableBody } from '../flow/reply-text.ts';
import { cut, wrap } from '../text/printable.ts';
import { belowLine, INDENT } from './columns.ts';
import { type Piece, safe } from './painted-line.ts';
import type { Palette } from './palette.ts';

/** So many lines of one body or one set of headers are worth scrolling past; the record has them all. */
const LINES = 60;
/** A body beyond this is not parsed for display. */
const BODY_LIMIT_BYTES = 16 * 1024;

/** An exchange in full: the request line, headers and body, and the same of the reply. */
export const verboseLines = (exchange: Exchange, width: number, palette: Palette): readonly string[] => {
  const { request, reply } = exchange;
  const line = (pieces: readonly Piece[]): string => belowLine([['│ ', palette.dim], ...pieces], width);
  const query = request.query === '' ? '' : `?${request.query}`;
  const block = (texts: readonly string[]): readonly string[] => {
    const lines = texts.flatMap((text) => wrap(safe(text), width - INDENT - 2));
    const shown = lines.slice(0, LINES).map((text) => line([[text, palette.dim]]));
    return lines.length > LINES
      ? [...shown, line([[`… ${lines.length - LINES} more lines`, palette.dim]])]
      : shown;
  };
  return [
    ...wrap(safe(`${request.method} ${request.path}${query}`), width - INDENT - 2)
      .slice(0, LINES)
      .map((text) => line([[text, palette.strong]])),
    ...block(headerTexts(request.headers)),
    ...block(bodyTexts(recordedBody(request.body, BODY_LIMIT_BYTES))),
    line([[`reply ${reply.status}`, palette.strong]]),
    ...block(headerTexts(reply.headers)),
    ...block(bodyTexts(recordedBody(readableBody(reply), BODY_LIMIT_BYTES))),
  ];
};

/** Headers, one a line; the values of secret ones masked. */
export const headerTexts = (
  headers: Readonly<Record<string, string | readonly string[]>>,
): readonly string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${isSecretName(name) ? MASK : String(value)}`);

/** The lines of a body, JSON laid out; of a text so many that a reader knows whether there are more. */
export const bodyTexts = (recorded: RecordedBody, wanted: 'some' | 'all' = 'some'): readonly string[] => {
  switch (recorded.form) {
    case undefined:
      return [];
    case 'json':
      // Its line breaks are ours; those inside strings are escaped by JSON itself.
      return JSON.stringify(recorded.body, null, 2).split('\n');
    case 'text':
      return [
        ...String(recorded.body).split(/\r?\n/, wanted === 'all' ? undefined : LINES + 1),
        ...(recorded.ofBytes === undefined ? [] : [`… of ${recorded.ofBytes} bytes`]),
      ];
    case 'base64':
      return [
        `(not text, base64) ${wanted === 'all' ? String(recorded.body) : cut(String(recorded.body), 400)}`,
      ];
    default:
      return recorded.form satisfies never;
  }
};
