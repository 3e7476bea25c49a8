import type { SocketSound } from '../../../vonage/platform-event.ts';
import { BYTES_A_SAMPLE, FRAME_MS, frameBytes, type SocketRate } from '../../../vonage/socket-frames.ts';
import { wavHeader } from '../../sound/wav-header.ts';

/** Below this a frame is silence: noise of a line, of full scale about -50 dB. */
const SILENCE_RMS = 100;
/** Sound that breaks off for longer is a pause. */
const LONGEST_GAP_FRAMES = 500 / FRAME_MS;
/** So long without sound, and the application has finished speaking. */
const QUIET_FRAMES = 800 / FRAME_MS;

const PLACE_BYTES = 8;

/** What the caller heard of the application: counted, judged, and kept. */
export interface HeardSound {
  /** A frame was played, or none was there. Gives what changed. */
  hear(frame: Buffer | undefined): 'sounds' | 'quiet' | undefined;
  readonly counts: Pick<SocketSound, 'played' | 'level' | 'gaps'>;
  /** As WAV, from the opening on, with the silence between, as far as there was room for it. */
  wav(): Buffer;
}

/** @param mayKeep asked before bytes are kept; once it says no, nothing more is */
export const createHeardSound = (rate: SocketRate, mayKeep: (bytes: number) => boolean): HeardSound => {
  const silence = Buffer.alloc(frameBytes(rate));
  const kept: Buffer[] = [];
  let isFull = false;
  let played = 0;
  let squares = 0;
  let loudFrames = 0;
  let gaps = 0;
  let now = 0;
  let lastPlayed = Number.NEGATIVE_INFINITY;
  let lastLoud = Number.NEGATIVE_INFINITY;
  let isSounding = false;

  return {
    hear: (frame) => {
      now += 1;
      // Silence is one frame, shared: a place in the list is all that it takes.
      isFull ||= !mayKeep(frame?.length ?? PLACE_BYTES);
      if (!isFull) kept.push(frame ?? silence);
      if (frame) {
        played += 1;
        const missing = now - lastPlayed - 1;
        if (missing > 0 && missing <= LONGEST_GAP_FRAMES) gaps += 1;
        lastPlayed = now;
        const square = meanSquare(frame);
        if (square >= SILENCE_RMS ** 2) {
          squares += square;
          loudFrames += 1;
          lastLoud = now;
        }
      }
      if (!isSounding && lastLoud === now) {
        isSounding = true;
        return 'sounds';
      }
      if (!isSounding || now - lastLoud < QUIET_FRAMES) return undefined;
      isSounding = false;
      return 'quiet';
    },
    get counts() {
      const level = loudFrames === 0 ? null : Math.round(10 * Math.log10(squares / loudFrames / 32_768 ** 2));
      return { played, level, gaps };
    },
    wav: () => Buffer.concat([wavHeader(rate, kept.length * silence.length), ...kept]),
  };
};

const meanSquare = (frame: Buffer): number => {
  let sum = 0;
  for (let at = 0; at < frame.length; at += BYTES_A_SAMPLE) sum += frame.readInt16LE(at) ** 2;
  return (sum * BYTES_A_SAMPLE) / frame.length;
};
