import { isJsonObject, type JsonObject, parseJson } from '../../vonage/json.ts';
import { fromQuery } from '../../vonage/query.ts';
import { understand } from '../../vonage/webhook.ts';
import { type Media, mediaOf } from './media-of.ts';

/** A call as the records tell of it, as far as downloads go. */
export interface RecordedCall {
  /** As `flow` in the records: the uuid of its first leg. */
  readonly id: string;
  /** When it was first heard of; milliseconds since 1970. */
  readonly startedAt: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly legs: ReadonlySet<string>;
  readonly conversations: ReadonlySet<string>;
  readonly media: readonly RecordedMedia[];
}

export interface RecordedMedia extends Media {
  /** When it was told of. */
  readonly at: number;
}

interface Growing extends RecordedCall {
  from: string | undefined;
  to: string | undefined;
  readonly legs: Set<string>;
  readonly conversations: Set<string>;
  readonly media: RecordedMedia[];
}

export interface CallCollector {
  /** Takes a line of a record, in the order in which they were written. */
  line(text: string): void;
  /** All calls, the latest last. */
  calls(): readonly RecordedCall[];
}

/** Gathers calls and what was recorded of them from the lines of records (docs/events.md). Lines that make no sense are passed over. */
export const collectCalls = (): CallCollector => {
  const calls = new Map<string, Growing>();
  /** Told without a call of its own: it belongs to the one that passed through the conversation. */
  const loose: { readonly conversation: string; readonly media: RecordedMedia }[] = [];

  const callOf = (record: JsonObject, at: number): Growing | undefined => {
    const id = record['flow'];
    if (typeof id !== 'string') return undefined;
    const known = calls.get(id);
    if (known) return known;
    const call: Growing = {
      id,
      startedAt: at,
      from: undefined,
      to: undefined,
      legs: new Set(),
      conversations: new Set(),
      media: [],
    };
    calls.set(id, call);
    return call;
  };

  return {
    line: (text) => {
      if (!text.includes('"type":"exchange"')) return;
      const record = parseJson(text);
      if (!isJsonObject(record)) return;
      const at = Date.parse(String(record['at']));
      if (Number.isNaN(at)) return;
      const call = callOf(record, at);
      const { leg, conversation, from, to } = record;
      if (call) {
        if (typeof leg === 'string') call.legs.add(leg);
        if (typeof conversation === 'string') call.conversations.add(conversation);
        if (typeof from === 'string') call.from ??= from;
        if (typeof to === 'string') call.to ??= to;
      }
      const media = mediaIn(record);
      if (media === undefined) return;
      if (call) call.media.push({ ...media, at });
      else if (typeof conversation === 'string') loose.push({ conversation, media: { ...media, at } });
    },
    calls: () => {
      for (const { conversation, media } of loose.splice(0)) {
        const fitting = [...calls.values()].filter(({ conversations }) => conversations.has(conversation));
        if (fitting.length === 1) fitting[0]?.media.push(media);
      }
      return [...calls.values()].map((call) => ({ ...call, media: together(call.media) }));
    },
  };
};

/** What a webhook told that was taken for one; a refused one may say anything. */
const mediaIn = (record: JsonObject): Media | undefined => {
  const { kind, request, signature } = record;
  if (kind !== 'recording' && kind !== 'transcription' && kind !== 'input') return undefined;
  if (!isJsonObject(request)) return undefined;
  if (isJsonObject(signature) && signature['state'] === 'refused') return undefined;
  const { body, query } = request;
  if (isJsonObject(body)) return mediaOf(understand(body));
  return typeof query === 'string' ? mediaOf(understand(fromQuery(query), true)) : undefined;
};

/** Each file once, however often it was told of; a transcript begins with the recording that it is of. */
const together = (all: readonly RecordedMedia[]): readonly RecordedMedia[] => {
  const startOf = new Map(
    all.filter(({ kind }) => kind === 'recording').map(({ uuid, startedAt }) => [uuid, startedAt]),
  );
  const seen = new Set<string>();
  return all.flatMap((media) => {
    if (seen.has(media.url)) return [];
    seen.add(media.url);
    const start = media.uuid === undefined ? undefined : startOf.get(media.uuid);
    return [{ ...media, startedAt: start ?? media.startedAt }];
  });
};
