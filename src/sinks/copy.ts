import { HOP_HEADER } from '../flow/answer.ts';
import type { Exchange } from '../flow/exchange.ts';
import type { Notice } from '../flow/notice.ts';
import type { WebhookRequest } from '../flow/webhook-request.ts';
import type { Sink } from './sink.ts';

/** So much waits for a second server that is slow; what comes when it is full is dropped and counted. */
const MOST_WAITING = 500;
const MOST_BYTES = 8 * 1024 * 1024;
/** Asked at once. Vonage promises no order (voice-webhooks.md §1), and neither does a copy. */
const AT_ONCE = 4;
/** When we stop, what waits gets so long, in milliseconds. */
const LEAVING_MILLISECONDS = 2_000;

export interface CopyOptions {
  readonly url: string;
  /** Tells it one request; resolves with why it could not be told, or undefined. Its reply is of no matter. */
  readonly send: (request: WebhookRequest) => Promise<string | undefined>;
  readonly tell: (notice: Notice) => void;
  readonly now: () => number;
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Copy extends Sink {
  /** Tells what still waits, as far as there is time, and how much was dropped. Call it before the other sinks close. */
  finish(): Promise<void>;
}

/**
 * A second server is told of every webhook, after its reply has left: it can neither delay nor change one. What it is too
 * slow for is dropped, counted and told.
 */
export const copy = ({ url, send, tell, now, sleep }: CopyOptions): Copy => {
  const waiting: WebhookRequest[] = [];
  let bytes = 0;
  let underWay = 0;
  let dropped = 0;
  let isDropping = false;
  let failing: string | undefined;
  let idle = (): void => undefined;

  const hear = (failure: string | undefined): void => {
    if (failure !== undefined && failing === undefined)
      tell({
        type: 'trouble',
        at: now(),
        what: `--copy: ${failure.replace(/^your server/, 'the server')}`,
        tryThis: `look whether it runs; what it misses is in the record: ${replayTo(url)}`,
      });
    if (failure === undefined && failing !== undefined)
      tell({ type: 'info', at: now(), what: `--copy: ${url} answers again` });
    failing = failure;
  };

  const next = (): void => {
    while (underWay < AT_ONCE) {
      const request = waiting.shift();
      if (!request) break;
      bytes -= request.body.byteLength;
      underWay += 1;
      void send(request)
        .then(hear, (error: unknown) => hear(String(error)))
        .finally(() => {
          underWay -= 1;
          next();
        });
    }
    if (waiting.length === 0 && underWay === 0) {
      isDropping = false;
      idle();
    }
  };

  const drop = (): void => {
    dropped += 1;
    if (isDropping) return;
    isDropping = true;
    const what = `--copy: ${url} is slower than the webhooks come: ${MOST_WAITING} wait for it, and more are dropped`;
    tell({ type: 'trouble', at: now(), what, tryThis: 'nothing is lost here; the count stands at the end' });
  };

  return {
    note(notice) {
      if (notice.type !== 'exchange' || !isForCopy(notice.exchange)) return;
      const { request } = notice.exchange;
      if (waiting.length >= MOST_WAITING || bytes + request.body.byteLength > MOST_BYTES) return drop();
      waiting.push(request);
      bytes += request.body.byteLength;
      next();
    },
    finish: async () => {
      if (waiting.length > 0 || underWay > 0) {
        const drained = new Promise<void>((resolve) => {
          idle = resolve;
        });
        await Promise.race([drained, sleep(LEAVING_MILLISECONDS)]);
      }
      dropped += waiting.length;
      waiting.length = 0;
      if (dropped === 0) return;
      const what = `--copy: ${dropped} ${dropped === 1 ? 'webhook was' : 'webhooks were'} not told to ${url}`;
      tell({
        type: 'trouble',
        at: now(),
        what,
        tryThis: `send again what is in the record: ${replayTo(url)}`,
      });
    },
    close: async () => undefined,
  };
};

const replayTo = (url: string): string => `vonage-flow flows replay last --to ${url}`;

/**
 * Webhooks that we took for such: no sound, no stranger's requests, none with a bad signature; and none that a listener has
 * passed on, for two that name each other, or one that names itself, would tell it without end.
 */
const isForCopy = ({ request, content, target, standing }: Exchange): boolean =>
  content.form === 'webhook' &&
  target.at !== 'unknown' &&
  standing.state !== 'refused' &&
  request.headers[HOP_HEADER] === undefined;
