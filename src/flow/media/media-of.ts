import type { VonageWebhook } from '../../vonage/webhook.ts';

/** A file that the platform made of a call, and tells of in a webhook. */
export interface Media {
  /** `speech` is what a caller said to an `input` with `saveAudio`. */
  readonly kind: 'recording' | 'transcript' | 'speech';
  readonly url: string;
  /** When what is in it began, as far as the webhook says; milliseconds since 1970. */
  readonly startedAt: number | undefined;
  /** Of the recording; a transcript has that of what it was made of. */
  readonly uuid: string | undefined;
}

/** What can be downloaded because of a webhook; undefined for nearly all. */
export const mediaOf = (webhook: VonageWebhook): Media | undefined => {
  switch (webhook.kind) {
    case 'recording':
      return {
        kind: 'recording',
        url: webhook.recording_url,
        startedAt: timeOf(webhook.start_time ?? webhook.timestamp),
        uuid: webhook.recording_uuid,
      };
    case 'transcription':
      return webhook.transcription_url === undefined
        ? undefined
        : {
            kind: 'transcript',
            url: webhook.transcription_url,
            startedAt: timeOf(webhook.timestamp),
            uuid: webhook.recording_uuid,
          };
    case 'input': {
      const url = webhook.speech?.recording_url;
      return url === undefined
        ? undefined
        : { kind: 'speech', url, startedAt: timeOf(webhook.timestamp), uuid: undefined };
    }
    default:
      return undefined;
  }
};

const timeOf = (text: string | undefined): number | undefined => {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? undefined : time;
};
