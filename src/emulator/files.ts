import type { Json, JsonObject } from '../vonage/json.ts';
import type { Platform } from './platform.ts';
import type { StoredFile, Utterance } from './recording.ts';

export const FILES_PATH = '/v1/files';

/** Recordings are kept for 30 days (voice-webhooks.md §5.1, S). */
const KEPT_MS = 30 * 24 * 3_600_000;
/** So many of them, or a load test on virtual time would fill the memory. */
const MOST_FILES = 10_000;

/** Keeps a file; those whose time is over go. */
export const keepFile = (platform: Platform, id: string, file: StoredFile): void => {
  platform.files.set(id, file);
  // The oldest come first.
  for (const [oldId, old] of platform.files) {
    if (platform.files.size <= MOST_FILES && old.at + KEPT_MS > file.at) return;
    platform.files.delete(oldId);
  }
};

export const fileUrl = (platform: Platform, id: string): string => `${platform.apiUrl}${FILES_PATH}/${id}`;

/** The content of a transcript (voice-webhooks.md §5.2, I): times in milliseconds from the recording's beginning. */
export const transcriptOf = (file: StoredFile & { readonly is: 'transcript' }): JsonObject => ({
  ver: '1.0.0',
  request_id: file.requestId,
  channels: [
    {
      transcript: file.said.map((utterance) => sentenceOf(utterance)),
      duration: file.milliseconds,
    },
  ],
});

const sentenceOf = ({ text, from, to }: Utterance): Json => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const share = (to - from) / Math.max(1, words.length);
  const wordAt = (index: number): number => Math.round(from + share * index);
  return {
    sentence: text,
    raw_sentence: text.toLowerCase().replace(/[.,;:!?]/g, ''),
    duration: to - from,
    timestamp: from,
    words: words.map((word, index) => ({
      word: word.toLowerCase().replace(/[.,;:!?]/g, ''),
      start_time: wordAt(index),
      end_time: wordAt(index + 1),
      confidence: 0.95,
    })),
  };
};
