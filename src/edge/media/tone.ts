import { BYTES_A_SAMPLE, FRAME_MS, frameBytes, type SocketRate } from '../../vonage/socket-frames.ts';
import type { Clock } from '../../world.ts';
import { keepPace } from '../sound/pace.ts';
import type { Ear, Mouth } from './media-session.ts';

/** How a tone is asked for: `/ws/tone?hz=1000&seconds=3`. */
export interface ToneWish {
  readonly hertz: number;
  /** Undefined: as long as the call lasts. */
  readonly seconds: number | undefined;
}

const DEFAULT_HERTZ = 440;
/** What a telephone at 8 kHz carries. */
const LOWEST_HERTZ = 50;
const HIGHEST_HERTZ = 3400;
/** No call is longer. */
const LONGEST_SECONDS = 7200;

/** Reads the query; words say what is wrong with it. */
export const readToneWish = (query: string): ToneWish | string => {
  const wished = new URLSearchParams(query);
  const hz = wished.get('hz');
  const seconds = wished.get('seconds');
  const hertz = hz === null ? DEFAULT_HERTZ : Number(hz);
  if (!(hertz >= LOWEST_HERTZ && hertz <= HIGHEST_HERTZ))
    return `hz=${hz} is no tone of a telephone: ${LOWEST_HERTZ} to ${HIGHEST_HERTZ}`;
  if (seconds === null) return { hertz, seconds: undefined };
  const length = Number(seconds);
  return length > 0 && length <= LONGEST_SECONDS
    ? { hertz, seconds: length }
    : `seconds=${seconds} is no length: more than 0, at most ${LONGEST_SECONDS}`;
};

/** A quarter of full scale: -12 dB at its peaks, as loud as a voice. */
const PEAK = 0.25 * 32_767;

/**
 * Sounds from the moment in which the platform says its rate, 20 ms every 20 ms. With a length it ends the WebSocket when
 * all was heard. `*` makes it pause and go on. A platform that does not read misses what is played meanwhile.
 */
export const tone =
  ({ hertz, seconds }: ToneWish, clock: Clock) =>
  (mouth: Mouth): Ear => {
    const ending = new AbortController();
    let isPaused = false;
    const play = (rate: SocketRate): void => {
      const samples = frameBytes(rate) / BYTES_A_SAMPLE;
      const frames =
        seconds === undefined ? Number.POSITIVE_INFINITY : Math.ceil((seconds * 1000) / FRAME_MS);
      let at = 0;
      const beat = (): void => {
        if (at === frames) {
          ending.abort();
          mouth.leaveWhenHeard();
          return;
        }
        if (!isPaused && mouth.isHeard) mouth.say(toneFrame(hertz, rate, at * samples, samples));
        at += 1;
      };
      void keepPace(clock, beat, ending.signal);
    };
    return {
      begins: play,
      star: () => {
        isPaused = !isPaused;
      },
      ends: () => ending.abort(),
    };
  };

const toneFrame = (hertz: number, rate: SocketRate, from: number, samples: number): Buffer => {
  const frame = Buffer.alloc(samples * BYTES_A_SAMPLE);
  for (let index = 0; index < samples; index += 1) {
    const sample = PEAK * Math.sin((2 * Math.PI * hertz * (from + index)) / rate);
    frame.writeInt16LE(Math.round(sample), index * BYTES_A_SAMPLE);
  }
  return frame;
};
