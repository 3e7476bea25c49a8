import { wordsOf } from '../../failure.ts';
import { BYTES_A_SAMPLE, type SocketRate } from '../../vonage/socket-frames.ts';
import { createWavFile, type WavFile } from '../sound/wav-file.ts';
import type { Ear, Mouth } from './media-session.ts';

/** A recording that is whole. */
export interface Recorded {
  readonly file: string;
  readonly milliseconds: number;
  readonly bytes: number;
}

export interface RecordOptions {
  /** Where it goes, new. */
  readonly path: string;
  /** Asked before bytes are kept; false says that there is no room for more. */
  readonly mayKeep: (bytes: number) => boolean;
  readonly done: (recorded: Recorded) => void;
  readonly failed: (words: string) => void;
}

/** RFC 6455 §7.4.1: the server cannot do what it should. */
const CANNOT = 1011;

/**
 * Keeps what it hears as WAV, in time, and says nothing. A disk that is slow holds the platform back; one that takes
 * nothing more ends the WebSocket, so that the call goes on.
 */
export const record =
  (options: RecordOptions) =>
  (mouth: Mouth): Ear => {
    let wav: WavFile | undefined;
    let rate: SocketRate = 16_000;
    let isOver = false;
    const giveUp = (words: string): void => {
      if (isOver) return;
      isOver = true;
      options.failed(words);
      mouth.leave(CANNOT, 'the recording cannot go on');
    };
    return {
      hears: (frame, its) => {
        if (isOver) return;
        if (!options.mayKeep(frame.length)) return giveUp('there is no room for more recordings in this run');
        if (wav === undefined) {
          rate = its;
          wav = createWavFile(options.path, rate, (error) => giveUp(wordsOf(error)));
        }
        if (wav.write(frame)) return;
        mouth.listenNot();
        void wav.drained().then(() => mouth.listenAgain());
      },
      ends: async () => {
        if (wav === undefined) {
          // That there is no room for it was said.
          if (!isOver) options.failed('no sound came, so there is nothing to keep');
          return;
        }
        try {
          const bytes = await wav.close();
          const milliseconds = Math.round((bytes / BYTES_A_SAMPLE / rate) * 1000);
          options.done({ file: options.path, milliseconds, bytes });
        } catch (error) {
          giveUp(wordsOf(error));
        }
      },
    };
  };
