import type { RawData, WebSocket } from 'ws';
import type { SocketCue } from '../../../emulator/socket/socket-effect.ts';
import type { SocketNews } from '../../../emulator/socket/socket-news.ts';
import type { SocketSound } from '../../../vonage/platform-event.ts';
import {
  BUFFERED_FRAMES,
  CLEARED_FRAME,
  connectedFrame,
  dtmfFrame,
  FRAME_MS,
  frameBytes,
  notifyFrame,
  readCommand,
  type SocketRate,
} from '../../../vonage/socket-frames.ts';
import type { Clock } from '../../../world.ts';
import { keepPace } from '../../sound/pace.ts';
import { createHeardSound } from './heard-sound.ts';
import type { LineSound } from './line-sound.ts';
import { createPlaybackBuffer } from './playback-buffer.ts';

/** A second of sound that the application has not read yet: more would only be late. */
const MOST_UNSENT_FRAMES = 1000 / FRAME_MS;
/** How often the sound is told of. */
const TELLS_EVERY_FRAMES = 10_000 / FRAME_MS;
/** Texts that are shown; an application that sends more floods whoever reads. */
const MOST_TEXTS = 200;
const LONGEST_TEXT = 2000;
/** An application that does not answer the closing is left. */
const CLOSES_WITHIN_MS = 1000;
const NORMAL = 1000;

export interface SessionOptions {
  readonly clock: Clock;
  readonly socket: WebSocket;
  readonly rate: SocketRate;
  readonly contentType: string;
  readonly headers: Parameters<typeof connectedFrame>[1];
  readonly line: LineSound;
  readonly mayKeep: (bytes: number) => boolean;
  /** Where the WAV of it is served. */
  readonly audio: string;
  readonly tell: (news: SocketNews) => void;
}

/** An open WebSocket of a leg: sound both ways, in real time, until one side closes it. */
export interface SocketSession {
  cue(cue: SocketCue): void;
  close(): void;
  readonly sound: SocketSound;
  wav(): Buffer;
}

/** Takes over a socket in the moment in which it opened; its first frame goes out at once. */
export const startSession = (options: SessionOptions): SocketSession => {
  const { clock, socket, rate, line, tell } = options;
  const bytes = frameBytes(rate);
  const buffer = createPlaybackBuffer();
  const heard = createHeardSound(rate, options.mayKeep);
  const ending = new AbortController();
  const beganAt = clock.monotonic();
  let endedAt: number | undefined;
  let sent = 0;
  let dropped = 0;
  let received = 0;
  let texts = 0;
  let closedByUs = false;
  const odd = new Set<string>();

  /** Once for each kind, however often it happens. */
  const complain = (kind: string, words: string): void => {
    if (odd.has(kind)) return;
    odd.add(kind);
    tell({ is: 'odd', words });
  };

  const sound = (): SocketSound => ({
    seconds: Math.round(((endedAt ?? clock.monotonic()) - beganAt) / 10) / 100,
    sent,
    dropped,
    received,
    ...heard.counts,
  });

  const sendText = (text: string): void => {
    if (socket.readyState !== socket.OPEN) return;
    socket.send(text);
    tellText('platform', text);
  };

  const tellText = (from: 'application' | 'platform', text: string, remark?: string): void => {
    texts += 1;
    if (texts > MOST_TEXTS) return;
    const last = texts === MOST_TEXTS ? 'further ones are not shown' : undefined;
    const remarks = [remark, last].filter((one) => one !== undefined).join('; ');
    const shown = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
    tell({ is: 'text', from, text: shown, ...(remarks !== '' && { remark: remarks }) });
  };

  const beat = (): void => {
    const change = heard.hear(buffer.take());
    if (change) tell({ is: change });
    const frame = line.nextFrame();
    if (socket.bufferedAmount > MOST_UNSENT_FRAMES * bytes) {
      dropped += 1;
      complain('slow', 'the application does not read its frames, so that some were left out');
    } else if (socket.readyState === socket.OPEN) {
      sent += 1;
      socket.send(frame);
    }
    if ((sent + dropped) % TELLS_EVERY_FRAMES === 0) tell({ is: 'sound', sound: sound() });
  };

  const takeText = (text: string): void => {
    const command = readCommand(text);
    tellText('application', text, command ? undefined : 'no command: clear and notify are');
    if (command?.action === 'clear') {
      buffer.clear();
      sendText(CLEARED_FRAME);
    } else if (command) {
      const reply = notifyFrame(command.payload);
      buffer.mark(() => sendText(reply));
    }
  };

  const takeSound = (data: Buffer): void => {
    if (looksLikeText(data, bytes)) {
      tellText(
        'application',
        data.toString(),
        'sent as a binary frame, so that it counts as sound: mind isBinary of ws',
      );
      return;
    }
    if (data.length !== bytes)
      complain('size', `a binary frame of ${data.length} bytes: each has to be ${bytes}, 20 ms of sound`);
    for (const frame of inFrames(data, bytes)) {
      received += 1;
      if (!buffer.add(frame))
        complain('full', `more than ${BUFFERED_FRAMES} frames wait to be played: what is above is lost`);
    }
  };

  const end = (code: number, reason: string): void => {
    if (endedAt !== undefined) return;
    endedAt = clock.monotonic();
    ending.abort();
    const by = closedByUs ? 'platform' : 'application';
    tell({ is: 'closed', by, code, reason, sound: sound(), audio: options.audio });
  };

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (endedAt !== undefined || closedByUs) return;
    // A copy, for the socket reads many frames into one piece of memory.
    const copy = Buffer.from(data as Buffer);
    if (isBinary) takeSound(copy);
    else takeText(copy.toString());
  });
  socket.on('error', (error) => complain('protocol', error.message));
  socket.on('close', (code, reason) => end(code, reason.toString()));

  sendText(connectedFrame(options.contentType, options.headers));
  void keepPace(clock, beat, ending.signal);

  return {
    cue: (cue) => {
      if (cue.is === 'key') sendText(dtmfFrame(cue.digit, cue.milliseconds));
      else line.speak(cue.milliseconds);
    },
    close: () => {
      if (endedAt !== undefined || closedByUs) return;
      closedByUs = socket.readyState === socket.OPEN;
      socket.close(NORMAL);
      void clock.sleep(CLOSES_WITHIN_MS, ending.signal).then(() => {
        if (endedAt !== undefined) return;
        socket.terminate();
        end(NORMAL, '');
      });
    },
    get sound() {
      return sound();
    },
    wav: heard.wav,
  };
};

/** What an echo server that does not look at the kind of a frame makes of our text frames. */
const looksLikeText = (data: Buffer, bytes: number): boolean =>
  data.length !== bytes && data.length > 1 && data[0] === 0x7b && data.at(-1) === 0x7d;

/** In pieces of 20 ms; the last one is filled up with silence. No more than the buffer holds. */
function* inFrames(data: Buffer, bytes: number): Generator<Buffer> {
  if (data.length === bytes) {
    yield data;
    return;
  }
  for (let at = 0; at < data.length && at < (BUFFERED_FRAMES + 1) * bytes; at += bytes) {
    const piece = data.subarray(at, at + bytes);
    yield piece.length === bytes ? piece : Buffer.concat([piece], bytes);
  }
}
