import type { RawData, WebSocket } from 'ws';
import {
  CLEAR_COMMAND,
  FRAME_MS,
  frameBytes,
  notifyCommand,
  rateOf,
  readPlatformText,
  SOCKET_RATES,
  type SocketRate,
} from '../../vonage/socket-frames.ts';

/** What an endpoint can do on its WebSocket. */
export interface Mouth {
  /** Sends sound; false when the platform does not read, so that nothing should follow until `isHeard`. */
  say(frame: Buffer): boolean;
  /** Whether the platform reads what is sent. */
  readonly isHeard: boolean;
  /** Listens no further until `listenAgain`. */
  listenNot(): void;
  listenAgain(): void;
  /** Throws away what was not played yet. */
  clear(): void;
  /** Ends it once all that was sent has been played; the call goes on with the next action. */
  leaveWhenHeard(): void;
  /** Ends it with a code of RFC 6455 §7.4 and words, at most 123 bytes. */
  leave(code: number, reason: string): void;
}

/** What an endpoint hears. All of it is optional but the end. */
export interface Ear {
  /** The platform has said what its sound is. */
  begins?(rate: SocketRate): void;
  /** A frame, as it came. `rate` is a guess by its length while the platform has not said it. */
  hears?(frame: Buffer, rate: SocketRate): void;
  /** Somebody in the call pressed `*`, and what was waiting to be played is thrown away. */
  star?(): void;
  /** Resolves when nothing is left to do. */
  ends(): Promise<void> | void;
}

/** So much that the platform has not read yet: a second of sound at the highest rate. More would only be late. */
const MOST_UNSENT_BYTES = (1000 / FRAME_MS) * frameBytes(24_000);
/** Half of it gone, and it goes on. */
const RESUMES_BELOW_BYTES = MOST_UNSENT_BYTES / 2;
/** Who does not answer the closing is left after this, in milliseconds. */
const CLOSES_WITHIN_MS = 1000;
const NORMAL = 1000;
/** RFC 6455: a kind of data that cannot be taken. */
const UNSUPPORTED = 1003;
/** What comes back once all was played, so that this notification is known from any other. */
const LEAVING = { vonageFlow: 'leaving' } as const;

/**
 * Speaks to the platform as an application does (ncco.md §4.3): reads its texts, sends frames with an eye on what is not
 * read. Keys are the same at every endpoint: `*` throws away what is still to be heard, `#` ends the WebSocket when all
 * was heard. Resolves when it has closed and the endpoint is done.
 */
export const runMediaSession = (socket: WebSocket, open: (mouth: Mouth) => Ear): Promise<void> => {
  let rate: SocketRate | undefined;
  let isSilenced = false;

  const leave = (code: number, reason: string): void => {
    socket.close(code, reason);
    setTimeout(() => socket.terminate(), CLOSES_WITHIN_MS).unref();
  };
  const isHeard = (): boolean => socket.bufferedAmount < MOST_UNSENT_BYTES;
  const sent = (): void => {
    if (!isSilenced || socket.bufferedAmount > RESUMES_BELOW_BYTES) return;
    isSilenced = false;
    socket.resume();
  };
  const ear = open({
    say: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(frame, sent);
      return isHeard();
    },
    get isHeard() {
      return isHeard();
    },
    listenNot: () => {
      isSilenced = true;
      socket.pause();
    },
    listenAgain: () => {
      isSilenced = false;
      socket.resume();
    },
    clear: () => socket.send(CLEAR_COMMAND),
    leaveWhenHeard: () => socket.send(notifyCommand(LEAVING)),
    leave,
  });

  const takeText = (text: string): void => {
    const said = readPlatformText(text);
    if (said?.event === 'websocket:connected') {
      rate = rateOf(said.contentType);
      if (rate !== undefined) ear.begins?.(rate);
      else leave(UNSUPPORTED, `content-type ${said.contentType.slice(0, 60)} is none of Vonage's`);
    } else if (said?.event === 'websocket:notify') {
      if (JSON.stringify(said.payload) === JSON.stringify(LEAVING)) leave(NORMAL, 'all was heard');
    } else if (said?.event === 'websocket:dtmf') {
      if (said.digit === '#') socket.send(notifyCommand(LEAVING));
      if (said.digit !== '*') return;
      socket.send(CLEAR_COMMAND);
      ear.star?.();
    }
  };

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (socket.readyState !== socket.OPEN) return;
    // Of one piece, for `binaryType` is left as it is.
    const bytes = data as Buffer;
    if (isBinary) ear.hears?.(bytes, rate ?? rateOfFrame(bytes));
    else takeText(bytes.toString());
  });
  // What breaks the protocol is closed by `ws`, with its own code.
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('close', () => void Promise.resolve(ear.ends()).then(resolve));
  });
};

/** Before the platform has said its rate, and for clients that never do: the length of 20 ms tells it. */
const rateOfFrame = (frame: Buffer): SocketRate =>
  SOCKET_RATES.find((rate) => frameBytes(rate) === frame.length) ?? 16_000;
