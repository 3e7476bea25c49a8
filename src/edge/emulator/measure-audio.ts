import { type Dispatcher, request } from 'undici';
import type { AudioLength } from '../../emulator/input.ts';
import { wordsOf } from '../../failure.ts';
import { EMULATOR_AGENT } from '../../vonage/emulated-host.ts';
import { isLoopbackHost } from '../is-loopback.ts';
import { reachAgent } from '../reach-agent.ts';
import { audioLength, beginsLikeAudio } from './audio-length.ts';
import type { PublicNames } from './public-names.ts';

/** A caller waits for the sound. */
const LONGEST_WAIT_MS = 3000;
/** Headers and tags with a picture fit in. */
const HEAD_BYTES = 256 * 1024;
/** Of a file that does not tell its size so much is counted. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Finds out how long the file of a `stream` lasts, by its beginning and its size. What is on this machine and cannot be
 * had is a problem; what is elsewhere may well be out of reach for us and not for Vonage. Never rejects.
 */
export const measureAudio = async (text: string, names: PublicNames): Promise<AudioLength> => {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    return { problem: `stream ${text}: this is not an http(s) URL` };
  const url = names.locate(new URL(text));
  try {
    const reply = await request(url, {
      dispatcher: reachAgent,
      headers: { 'user-agent': EMULATOR_AGENT, accept: 'audio/*', ...names.headersFor(url) },
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    return await lengthIn(url.href, reply);
  } catch (error) {
    return isLoopbackHost(url.hostname) ? { problem: `stream ${url.href}: ${wordsOf(error)}` } : {};
  }
};

const lengthIn = async (url: string, reply: Dispatcher.ResponseData): Promise<AudioLength> => {
  const { statusCode, headers, body } = reply;
  if (statusCode >= 300) {
    await body.dump();
    // Whether Vonage follows a redirect is not documented.
    return statusCode < 400 ? {} : { problem: `stream ${url}: HTTP ${statusCode}, so nothing can be played` };
  }
  const told = Number(headers['content-length'] ?? Number.NaN);
  const { head, size } = await readBeginning(body, told);
  const milliseconds = audioLength(head, size);
  if (milliseconds !== undefined) return { milliseconds };
  if (beginsLikeAudio(head)) return {};
  return { problem: `stream ${url}: this is neither MP3 nor WAV, so nothing can be played` };
};

/** The first bytes, and the size: as the reply told it, or else counted. */
const readBeginning = async (
  body: Dispatcher.ResponseData['body'],
  told: number,
): Promise<{ readonly head: Buffer; readonly size: number }> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (size < HEAD_BYTES) chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the transfer.
    if (size >= (Number.isNaN(told) ? MOST_BYTES : HEAD_BYTES)) break;
  }
  return { head: Buffer.concat(chunks), size: Number.isNaN(told) ? size : told };
};
