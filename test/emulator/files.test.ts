import { expect, it } from 'vitest';
import { keepFile, transcriptOf } from '../../src/emulator/files.ts';
import { createPlatform } from '../../src/emulator/platform.ts';
import type { StoredFile } from '../../src/emulator/recording.ts';

const DAY_MS = 24 * 3_600_000;
const recordedAt = (at: number): StoredFile => ({
  is: 'recording',
  application: 'app',
  at,
  audio: { format: 'wav', channels: 1, milliseconds: 1 },
});

it('keeps files for 30 days, and not more than the newest ten thousand', () => {
  const platform = createPlatform({ seed: 's', applications: [], numbers: [], users: [] });
  keepFile(platform, 'old', recordedAt(0));
  keepFile(platform, 'young', recordedAt(DAY_MS));
  keepFile(platform, 'new', recordedAt(30 * DAY_MS));
  expect([...platform.files.keys()]).toEqual(['young', 'new']);
  for (let index = 0; index < 10_000; index += 1) keepFile(platform, `${index}`, recordedAt(30 * DAY_MS));
  expect(platform.files.size).toBe(10_000);
  expect(platform.files.has('new')).toBe(false);
});

it('writes down who said what, word by word', () => {
  const said = [{ text: 'Good morning, Anna.', from: 800, to: 2000 }];
  const file = {
    is: 'transcript',
    application: 'app',
    at: 0,
    requestId: 'r',
    milliseconds: 5000,
    said,
  } as const;
  expect(transcriptOf(file)).toEqual({
    ver: '1.0.0',
    request_id: 'r',
    channels: [
      {
        transcript: [
          {
            sentence: 'Good morning, Anna.',
            raw_sentence: 'good morning anna',
            duration: 1200,
            timestamp: 800,
            words: [
              { word: 'good', start_time: 800, end_time: 1200, confidence: 0.95 },
              { word: 'morning', start_time: 1200, end_time: 1600, confidence: 0.95 },
              { word: 'anna', start_time: 1600, end_time: 2000, confidence: 0.95 },
            ],
          },
        ],
        duration: 5000,
      },
    ],
  });
});
