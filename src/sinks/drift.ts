import type { Exchange } from '../flow/exchange.ts';
import type { Notice } from '../flow/notice.ts';
import { isJsonObject, type Json, type JsonObject } from '../vonage/json.ts';
import type { VonageWebhook } from '../vonage/webhook.ts';
import type { Sink } from './sink.ts';

export interface DriftOptions {
  /** Of this program, for the note. */
  readonly version: string;
  readonly tell: (notice: Notice) => void;
}

/** A stranger could think of a new field for every request. */
const MOST_TOLD = 20;

/**
 * Reports what the platform sends and we do not know, once a run: a kind or a field. It was served as usual. The note
 * that comes with it holds names and types, no values, so that it may be pasted anywhere.
 */
export const drift = ({ version, tell }: DriftOptions): Sink => {
  const told = new Set<string>();
  return {
    note(notice) {
      if (notice.type !== 'exchange') return;
      const { exchange } = notice;
      if (exchange.content.form !== 'webhook' || told.size >= MOST_TOLD) return;
      const { webhook } = exchange.content;
      const { extra } = webhook;
      if (!extra || !mayBeNews(exchange)) return;
      const kind = kindOf(webhook);
      const names = Object.keys(extra).filter((name) => !isKnown(webhook, name));
      const news = webhook.kind === 'unknown' ? [kind] : names.map((name) => `${kind} ${name}`);
      if (news.length === 0 || news.every((one) => told.has(one))) return;
      for (const one of news) told.add(one);
      tell({
        type: 'trouble',
        at: notice.at,
        what:
          webhook.kind === 'unknown'
            ? `a webhook of a kind that is not known here (${kind}); it was served as usual`
            : `${kind} has ${names.length === 1 ? 'a field that is' : 'fields that are'} not known here: ${names.join(', ')}; it was served as usual`,
        excerpt: noteOf(exchange, kind, webhook.kind === 'unknown' ? Object.keys(extra) : names, version),
        tryThis: 'paste the lines above into an issue; they hold names and types, no values',
      });
    },
    close: async () => undefined,
  };
};

/** In a query stand the parameters of the user's own URL as well, and nobody can tell them apart. */
const mayBeNews = ({ request, target, standing }: Exchange): boolean =>
  request.body.byteLength > 0 && target.at !== 'unknown' && standing.state !== 'refused';

const kindOf = (webhook: VonageWebhook): string => {
  switch (webhook.kind) {
    case 'call-status':
      return `call-status "${webhook.status}"`;
    case 'rtc-event':
      return `RTC event "${webhook.type}"`;
    case 'unknown': {
      const { status, type } = webhook.extra;
      if (typeof type === 'string') return `type "${type}"`;
      return typeof status === 'string' ? `status "${status}"` : Object.keys(webhook.extra).sort().join(', ');
    }
    default:
      return webhook.kind;
  }
};

/** What we know of and have no place for: headers of SIP, the older form of `dtmf`, custom data as text. */
const isKnown = ({ kind }: VonageWebhook, name: string): boolean => {
  if (name.startsWith('SipHeader_') || name === 'custom_data') return true;
  return kind === 'input' && (name === 'dtmf' || name === 'timed_out');
};

const noteOf = (
  { request, target, content }: Exchange,
  kind: string,
  names: readonly string[],
  version: string,
): string => {
  const fields: JsonObject = content.form === 'webhook' ? content.fields : {};
  const slot = target.at === 'slot' ? target.slot : target.at;
  return [
    `vonage-flow ${version}, ${request.method} ${slot}, ${kind}`,
    ...names.slice(0, 20).map((name) => `  "${name}": ${shapeOf(fields[name], 3)}`),
  ].join('\n');
};

/** The type of a value, of objects with their keys: `{ "mos": number }`. */
const shapeOf = (value: Json | undefined, depth: number): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${shapeOf(value[0] as Json, depth - 1)}]`;
  if (!isJsonObject(value)) return value === undefined ? 'absent' : typeof value;
  if (depth <= 0) return '{…}';
  const keys = Object.entries(value).slice(0, 10);
  return `{ ${keys.map(([key, inner]) => `"${key}": ${shapeOf(inner as Json, depth - 1)}`).join(', ')} }`;
};
