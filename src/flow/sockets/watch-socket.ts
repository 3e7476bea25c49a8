import { isJsonObject, parseJson } from '../../vonage/json.ts';
import { BYTES_A_SAMPLE, FRAME_MS, rateOf } from '../../vonage/socket-frames.ts';
import { type Frame, type FrameReader, frameReader } from './frame-reader.ts';
import type { PassedSocketNews, SocketSide } from './socket-news.ts';
import { trafficMeter } from './traffic.ts';

/** Looks at what passes over a WebSocket. Times are milliseconds on a clock that never goes back. */
export interface SocketWatch {
  read(from: SocketSide, chunk: Uint8Array, at: number): void;
  /** Another frame could be put in towards this side's peer. */
  isBetween(from: SocketSide): boolean;
  /** Ten seconds are over. */
  sum(at: number): void;
  /** It is over; `by` ended the connection when no side had said a word about it. */
  end(by: SocketSide | 'listener', at: number): void;
}

const ABNORMAL = 1006;
const GOING_AWAY = 1001;
/** A close without a code (RFC 6455 §7.1.5). */
const NO_CODE = 1005;

const decoder = new TextDecoder();

/** @param openedAt when it opened, as all times */
export const watchSocket = (openedAt: number, tell: (news: PassedSocketNews) => void): SocketWatch => {
  const meters = { client: trafficMeter('client'), server: trafficMeter('server') };
  const heard = { client: false, server: false };
  const toldGap = { client: false, server: false };
  let said: { by: SocketSide; code: number; reason: string } | undefined;
  let now = openedAt;
  let summedAt = openedAt;
  let bytesAMillisecond: number | undefined;

  /** The length of sound: by the rate that the first text names, else as long as the platform's frames are. */
  const lengthOf = (bytes: number): number =>
    bytesAMillisecond === undefined ? FRAME_MS : bytes / bytesAMillisecond;

  const take = (from: SocketSide, frame: Frame): void => {
    switch (frame.kind) {
      case 'binary': {
        const gap = meters[from].sound(frame.bytes, lengthOf(frame.bytes), now);
        if (gap === undefined || toldGap[from]) return;
        toldGap[from] = true;
        tell({ name: 'gap', from, milliseconds: gap });
        return;
      }
      case 'text': {
        meters[from].text(frame.bytes);
        if (heard[from]) return;
        heard[from] = true;
        const text = frame.isCompressed || !frame.payload ? undefined : decoder.decode(frame.payload);
        const rate = text === undefined ? undefined : rateIn(text);
        if (rate !== undefined) bytesAMillisecond = (rate * BYTES_A_SAMPLE) / 1000;
        tell({ name: 'text', from, text, bytes: frame.bytes });
        return;
      }
      case 'close': {
        const { payload = new Uint8Array() } = frame;
        const code = payload.length < 2 ? NO_CODE : (payload[0]! << 8) | payload[1]!;
        said ??= { by: from, code, reason: decoder.decode(payload.subarray(2)) };
        return;
      }
      case 'ping':
      case 'pong':
        return;
      default:
        frame.kind satisfies never;
    }
  };

  const readerOf = (from: SocketSide): FrameReader =>
    frameReader(
      (frame) => take(from, frame),
      (kind) => kind === 'text' && !heard[from],
    );
  const readers = { client: readerOf('client'), server: readerOf('server') };

  return {
    read: (from, chunk, at) => {
      now = at;
      readers[from].read(chunk);
    },
    isBetween: (from) => readers[from].isBetween,
    sum: (at) => {
      const milliseconds = at - summedAt;
      summedAt = at;
      toldGap.client = toldGap.server = false;
      tell({ name: 'traffic', milliseconds, client: meters.client.since(), server: meters.server.since() });
    },
    end: (by, at) =>
      tell({
        name: 'closed',
        // The others only repeat what the listener said.
        ...(by === 'listener'
          ? { by, code: GOING_AWAY, reason: '' }
          : (said ?? { by, code: ABNORMAL, reason: '' })),
        milliseconds: at - openedAt,
        client: meters.client.total,
        server: meters.server.total,
        isUnreadable: readers.client.isLost || readers.server.isLost,
      }),
  };
};

/** The platform's first text says what its sound is (ncco.md §4.3). */
const rateIn = (text: string): number | undefined => {
  const value = parseJson(text);
  const type = isJsonObject(value) ? value['content-type'] : undefined;
  return typeof type === 'string' ? rateOf(type) : undefined;
};
