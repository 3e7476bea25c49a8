import type { Flow } from '../flow.ts';
import type { Sieve } from '../recorded/sieve.ts';
import { type Media, mediaOf } from './media-of.ts';

/** A file of a call, and when a webhook told of it. */
export interface RecordedMedia extends Media {
  /** When it was told of; milliseconds since 1970. */
  readonly at: number;
}

/** What was recorded of calls, gathered while their exchanges go by; passes those of which something was. */
export interface MediaSieve extends Sieve {
  passes(flow: Flow): boolean;
  /** The files of a call, in the order in which they were told of. */
  mediaOf(flow: Flow): readonly RecordedMedia[];
}

/** Gathers what webhooks tell of recordings, transcripts and saved speech of a call; a refused one may say anything. */
export const mediaSieve = (): MediaSieve => {
  const byFlow = new Map<Flow, RecordedMedia[]>();
  return {
    see({ exchange: { content, standing, request } }, flow) {
      if (flow === undefined || content.form !== 'webhook' || standing.state === 'refused') return;
      const found = mediaOf(content.webhook);
      if (found === undefined) return;
      const media = byFlow.get(flow) ?? [];
      byFlow.set(flow, media);
      media.push({ ...found, at: request.receivedAt });
    },
    passes: (flow) => byFlow.has(flow),
    mediaOf: (flow) => together((byFlow.get(flow) ?? []).toSorted((one, other) => one.at - other.at)),
  };
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
