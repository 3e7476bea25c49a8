import { speech, tone, type Voice } from '../../../emulator/audio/voices.ts';
import { BYTES_A_SAMPLE, FRAME_MS, frameBytes, type SocketRate } from '../../../vonage/socket-frames.ts';
import { readWav } from './read-wav.ts';

/** What the application hears: the line of the caller, and over it what is said by script. */
export interface LineSound {
  /** Somebody speaks for so long, from the next frame on. */
  speak(milliseconds: number): void;
  nextFrame(): Buffer;
}

/** @param voice `silence`, `tone`, or the path of a WAV file. @throws Failure when the file cannot be read */
export const openLine = async (voice: string, rate: SocketRate): Promise<LineSound> => {
  const recorded = voice === 'silence' || voice === 'tone' ? undefined : await readWav(voice, rate);
  return lineSound(rate, voice === 'tone' ? tone : undefined, recorded);
};

/** A line on which nothing is heard but what is said. */
export const silentLine = (rate: SocketRate): LineSound => lineSound(rate, undefined, undefined);

const lineSound = (
  rate: SocketRate,
  voice: Voice | undefined,
  recorded: Int16Array | undefined,
): LineSound => {
  const bytes = frameBytes(rate);
  const samples = bytes / BYTES_A_SAMPLE;
  let at = 0;
  /** What is said, in samples of the line; who speaks twice at once is not heard twice. */
  let said = { from: 0, to: 0 };
  const sampleAt = (place: number): number => {
    const own = recorded ? (recorded[place] ?? 0) : voice ? voice(place / rate) * 32_767 : 0;
    const words = place >= said.from && place < said.to ? speech((place - said.from) / rate) * 32_767 : 0;
    return Math.max(-32_768, Math.min(32_767, Math.round(own + words)));
  };
  return {
    speak: (milliseconds) => {
      said = { from: said.to > at ? said.from : at, to: at + Math.ceil(milliseconds / FRAME_MS) * samples };
    },
    nextFrame: () => {
      const frame = Buffer.alloc(bytes);
      const isSilent = voice === undefined && at >= said.to && at >= (recorded?.length ?? 0);
      if (!isSilent)
        for (let index = 0; index < samples; index += 1)
          frame.writeInt16LE(sampleAt(at + index), index * BYTES_A_SAMPLE);
      at += samples;
      return frame;
    },
  };
};
