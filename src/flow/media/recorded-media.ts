import { conversationOf } from '../../vonage/webhook.ts';
import type { Flow } from '../flow.ts';
import type { FlowBook } from '../recorded/file-recorded.ts';
import type { Sieve } from '../recorded/sieve.ts';
import { type Media, mediaOf } from './media-of.ts';

export interface RecordedMedia extends Media {
  /** When it was told of; milliseconds since 1970. */
  readonly at: number;
}

/** What was recorded of calls, gathered while their exchanges go by; passes those of which something was. */
export interface MediaSieve extends Sieve {
  passes(flow: Flow, book: FlowBook): boolean;
  /** The files of a call, in the order in which they were told of. */
  mediaOf(flow: Flow, book: FlowBook): readonly RecordedMedia[];
}

/**
 * Gathers what webhooks tell of recordings, transcripts and saved speech; a refused one may say anything. Told without a
 * call, as to a run that began after it, it belongs to the call that alone passed through the conversation.
 */
export const mediaSieve = (): MediaSieve => {
  const byFlow = new Map<Flow, RecordedMedia[]>();
  const byConversation = new Map<string, RecordedMedia[]>();
  const all = (flow: Flow, { session }: FlowBook): readonly RecordedMedia[] => [
    ...(byFlow.get(flow) ?? []),
    ...[...flow.conversations].flatMap((conversation) =>
      session.byConversation.get(conversation)?.size === 1 ? (byConversation.get(conversation) ?? []) : [],
    ),
  ];
  return {
    see({ exchange: { content, standing, request } }, flow) {
      if (content.form !== 'webhook' || standing.state === 'refused') return;
      const found = mediaOf(content.webhook);
      if (found === undefined) return;
      const media = { ...found, at: request.receivedAt };
      if (flow) return put(byFlow, flow, media);
      const conversation = conversationOf(content.webhook);
      if (conversation !== undefined) put(byConversation, conversation, media);
    },
    passes: (flow, book) => all(flow, book).length > 0,
    mediaOf: (flow, book) => together(all(flow, book).toSorted((one, other) => one.at - other.at)),
  };
};

const put = <Key>(map: Map<Key, RecordedMedia[]>, key: Key, media: RecordedMedia): void => {
  const before = map.get(key);
  if (before) before.push(media);
  else map.set(key, [media]);
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
