import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { request } from 'undici';
import { Failure, stoppedAtQuestion, wordsOf } from '../../failure.ts';
import { isVonageHost, mayGetToken } from '../../vonage/hosts.ts';
import type { Chance, Clock } from '../../world.ts';
import { oneLine } from '../one-line.ts';
import { type Written, writeBody } from './write-body.ts';

export interface MediaDownload {
  readonly url: string;
  readonly folder: string;
  /** Without its ending. */
  readonly name: string;
  /** When it was recorded; milliseconds since 1970. */
  readonly recordedAt: number;
  /** A new Authorization header of the application that recorded. */
  readonly authorization: () => string;
  /** The APIs of an emulator, which are asked as Vonage's are. */
  readonly emulator: string | undefined;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly signal: AbortSignal;
}

/** Vonage keeps recordings so long (voice-webhooks.md §5.1, S). */
const KEPT_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;
/** A file that was told of a moment ago may not be everywhere yet (ours: nobody documents it). */
const FRESH_MILLISECONDS = 60_000;
/** A host that says nothing for so long says nothing more. */
const SILENCE_MILLISECONDS = 30_000;
const MOST_TRIES = 4;
const MOST_REDIRECTS = 3;
const LONGEST_PAUSE_MILLISECONDS = 30_000;

/**
 * Downloads a recording or a transcript as it comes, so that its size is of no matter. The token goes to Vonage's hosts
 * over https, or to the emulator, and nowhere else: neither by the address nor by a redirect.
 *
 * @throws Failure when it cannot be had, with why
 */
export const downloadMedia = async (download: MediaDownload): Promise<Written> => {
  let url = mayHaveToken(download.url, download.emulator);
  let redirects = 0;
  for (let tries = 1; ; tries += 1) {
    const { statusCode, headers, body } = await ask(url, download);
    if (statusCode === 200) {
      const name = `${download.name}${endingOf(headers)}`;
      const length = Number(headers['content-length']);
      return writeBody(body, {
        folder: download.folder,
        name,
        unique: download.chance.hex(6),
        bytes: Number.isSafeInteger(length) && headers['content-encoding'] === undefined ? length : undefined,
      });
    }
    const words = await shortText(body);
    if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
      redirects += 1;
      if (redirects > MOST_REDIRECTS) throw refused(url, statusCode, 'It leads in a circle.');
      url = mayHaveToken(String(headers.location), download.emulator, url);
      tries -= 1;
      continue;
    }
    const isFresh = statusCode === 404 && download.clock.now() - download.recordedAt < FRESH_MILLISECONDS;
    const isWorthIt = statusCode === 429 || statusCode >= 500 || isFresh;
    if (!isWorthIt || tries === MOST_TRIES) throw failureFor(statusCode, words, url, download);
    await download.clock.sleep(pauseOf(headers, tries), download.signal);
  }
};

const ask = async (
  url: URL,
  { authorization, signal }: MediaDownload,
): Promise<{ statusCode: number; headers: IncomingHttpHeaders; body: Readable }> => {
  if (signal.aborted) throw stoppedAtQuestion('everything was downloaded');
  try {
    return await request(url, {
      headers: { authorization: authorization(), 'user-agent': 'vonage-flow' },
      headersTimeout: SILENCE_MILLISECONDS,
      bodyTimeout: SILENCE_MILLISECONDS,
      signal,
    });
  } catch (cause) {
    if (signal.aborted) throw stoppedAtQuestion('everything was downloaded');
    throw new Failure({
      what: `${url.origin} does not answer`,
      why: wordsOf(cause),
      tryThis: isVonageHost(url.hostname)
        ? 'look at the network, and try again'
        : 'start the emulator that recorded it again, with the same --state; without one its files went with it',
      cause,
    });
  }
};

/**
 * An address that may have the application's token: Vonage's over https, or the emulator's.
 *
 * @param from who redirects there
 * @throws Failure for every other one
 */
export const mayHaveToken = (address: string, emulator: string | undefined, from?: URL): URL => {
  const url = URL.canParse(address, from?.href) ? new URL(address, from) : undefined;
  if (url && emulator !== undefined && url.origin === new URL(emulator).origin) return url;
  if (url && mayGetToken(url)) return url;
  const shown = oneLine(url?.origin ?? address, 100);
  throw new Failure({
    what: from
      ? `${from.origin} redirects to ${shown}, and that is not followed`
      : `${shown} is no host of Vonage's, so nothing is downloaded from there`,
    why: 'The application’s token goes to Vonage’s hosts over https only, or to the emulator that runs.',
    tryThis: from
      ? 'ask Vonage’s support about this file'
      : 'if an emulator recorded it, name it while it runs: --emulator=http://127.0.0.1:4010; its files go with it',
  });
};

const refused = (url: URL, status: number, why: string): Failure =>
  new Failure({ what: `${url.origin} answered ${status}`, why, tryThis: 'try again later' });

const failureFor = (
  status: number,
  words: string,
  url: URL,
  { recordedAt, clock }: MediaDownload,
): Failure => {
  const said = words === '' ? '' : ` It says: ${words}`;
  if (status === 401 || status === 403) {
    return new Failure({
      what: `${url.host} does not take the application’s token (${status})`,
      why: `Only the application that recorded may download.${said}`,
      tryThis: [
        'name that application: --app <id>, and its key: --private-key',
        'or let it be looked at: vonage-flow doctor',
      ],
    });
  }
  if (status === 404 || status === 410) {
    const days = Math.floor((clock.now() - recordedAt) / DAY);
    return new Failure({
      what: `The file is not there (${status})`,
      why:
        days >= KEPT_DAYS
          ? `Vonage keeps recordings for ${KEPT_DAYS} days, and this one is ${days} days old: it is too late.${said}`
          : `Vonage keeps recordings for ${KEPT_DAYS} days, and this one is of ${new Date(recordedAt).toISOString().slice(0, 10)}; somebody may have deleted it.${said}`,
      tryThis: 'next time keep them as they are made: vonage-flow listen --save-recordings recordings',
    });
  }
  if (status === 429) {
    return new Failure({
      what: `${url.host} gets too many requests (429)`,
      why: `It was asked ${MOST_TRIES} times, with pauses.${said}`,
      tryThis: 'wait a minute, then try again: what is there already is not asked for again',
    });
  }
  return refused(
    url,
    status,
    status >= 500 ? `It has a fault of its own.${said}` : `Something else was expected.${said}`,
  );
};

const pauseOf = ({ 'retry-after': after }: IncomingHttpHeaders, tries: number): number => {
  const seconds = Number(after);
  const asked = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000 * 2 ** (tries - 1);
  return Math.min(asked, LONGEST_PAUSE_MILLISECONDS);
};

const ENDINGS: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/mp3': '.mp3',
  'audio/wav': '.wav',
  'audio/wave': '.wav',
  'audio/x-wav': '.wav',
  'audio/vnd.wave': '.wav',
  'audio/ogg': '.ogg',
  'application/ogg': '.ogg',
  'application/json': '.json',
  'text/plain': '.txt',
};

const endingOf = ({ 'content-type': type = '' }: IncomingHttpHeaders): string =>
  ENDINGS[type.split(';')[0]?.trim().toLowerCase() ?? ''] ?? '.bin';

const MOST_WORDS = 2000;

/** What a refusal says, as far as it is short. Never rejects. */
const shortText = async (body: Readable): Promise<string> => {
  let text = '';
  try {
    for await (const chunk of body) {
      text += String(chunk);
      if (text.length > MOST_WORDS) break;
    }
  } catch {
    // The status says enough.
  }
  return /^\s*</.test(text) ? '' : oneLine(text, 200);
};
