import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';

/** What goes over the WebSocket of a `connect` (ncco.md §4.3): text frames that are JSON, and 20 ms of sound each. */

export const FRAME_MS = 20;
/** 16 bits, little-endian, one channel. */
export const BYTES_A_SAMPLE = 2;

/** Samples a second that a `content-type` may ask for; 24 kHz is the newest. */
export const SOCKET_RATES = [8000, 16_000, 24_000] as const;
export type SocketRate = (typeof SOCKET_RATES)[number];

/** The rate in `audio/l16;rate=16000`; undefined for what Vonage does not list. */
export const rateOf = (contentType: string): SocketRate | undefined => {
  const rate = /^audio\/l16;\s*rate=(\d+)$/i.exec(contentType.trim())?.[1];
  return SOCKET_RATES.find((one) => String(one) === rate);
};

/** 320, 640 or 960. */
export const frameBytes = (rate: SocketRate): number => (rate / 1000) * FRAME_MS * BYTES_A_SAMPLE;

/** The platform keeps so many frames that were not played yet: about a minute (stated in 2026; 1024 in 2021). */
export const BUFFERED_FRAMES = 3072;

/** The first frame. The endpoint's `headers` stand beside the two fields that Vonage sets; these keep their values. */
export const connectedFrame = (contentType: string, headers: JsonObject): string => {
  const own = { event: 'websocket:connected', 'content-type': contentType };
  return JSON.stringify({ ...own, ...headers, ...own });
};

/** Somebody in the call pressed a key; one frame for each. */
export const dtmfFrame = (digit: string, duration: number): string =>
  JSON.stringify({ event: 'websocket:dtmf', digit, duration });

/** What was buffered has been thrown away. */
export const CLEARED_FRAME = JSON.stringify({ event: 'websocket:cleared' });

/** All that was buffered before the `notify` has been played. */
export const notifyFrame = (payload: Json | undefined): string =>
  JSON.stringify({ event: 'websocket:notify', ...(payload !== undefined && { payload }) });

/** What the application may ask for in a text frame. */
export type SocketCommand =
  | { readonly action: 'clear' }
  | { readonly action: 'notify'; readonly payload: Json | undefined };

/** Undefined for text that is no command. */
export const readCommand = (text: string): SocketCommand | undefined => {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  if (value['action'] === 'clear') return { action: 'clear' };
  return value['action'] === 'notify' ? { action: 'notify', payload: value['payload'] } : undefined;
};

/** What the platform says in a text frame. */
export type PlatformText =
  | { readonly event: 'websocket:connected'; readonly contentType: string }
  | { readonly event: 'websocket:dtmf'; readonly digit: string }
  | { readonly event: 'websocket:cleared' }
  | { readonly event: 'websocket:notify'; readonly payload: Json | undefined };

/** Undefined for text that is none of the platform's. */
export const readPlatformText = (text: string): PlatformText | undefined => {
  const value = parseJson(text);
  if (!isJsonObject(value)) return undefined;
  const { event, digit, payload } = value;
  switch (event) {
    case 'websocket:connected': {
      const contentType = value['content-type'];
      return { event, contentType: typeof contentType === 'string' ? contentType : '' };
    }
    case 'websocket:dtmf':
      return typeof digit === 'string' ? { event, digit } : undefined;
    case 'websocket:cleared':
      return { event };
    case 'websocket:notify':
      return { event, payload };
    default:
      return undefined;
  }
};

/** Asks the platform to throw away what it has not played yet. */
export const CLEAR_COMMAND = JSON.stringify({ action: 'clear' });

/** Asks the platform to say this back once all that was sent before it has been played. */
export const notifyCommand = (payload: Json): string => JSON.stringify({ action: 'notify', payload });
