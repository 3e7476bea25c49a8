import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { UNKNOWN_BYTES, WAV_HEADER_BYTES, wavHeader } from './wav-header.ts';

/** A WAV file that is written while its sound comes. */
export interface WavFile {
  /** False when the disk is slower: then wait until it is `drained`. */
  write(sound: Buffer): boolean;
  /** Resolves when more can be written, or nothing can any more. */
  drained(): Promise<void>;
  /** Ends it and gives the bytes of sound that it has got. Rejects when not all of it could be written. */
  close(): Promise<number>;
}

/**
 * Makes a new file, for its owner's eyes only. Until it is closed its header says that the size is not known, so that
 * what a killed process leaves can be heard.
 *
 * @param failed told once when nothing more can be written
 */
export const createWavFile = (path: string, rate: number, failed: (error: Error) => void): WavFile => {
  const stream = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  let bytes = 0;
  let wake: () => void = () => undefined;
  let fault: Error | undefined;
  stream.on('drain', () => wake());
  stream.on('error', (error) => {
    fault = error;
    wake();
    failed(error);
  });
  stream.write(wavHeader(rate, UNKNOWN_BYTES));
  return {
    write: (sound) => {
      bytes += sound.length;
      return fault !== undefined || stream.write(sound);
    },
    drained: () =>
      new Promise((resolve) => {
        if (fault) resolve();
        else wake = resolve;
      }),
    close: async () => {
      await new Promise<void>((resolve) => {
        if (fault) resolve();
        else stream.once('error', () => resolve()).end(resolve);
      });
      if (fault) throw fault;
      await using file = await open(path, 'r+');
      await file.write(wavHeader(rate, bytes), 0, WAV_HEADER_BYTES, 0);
      return bytes;
    },
  };
};
