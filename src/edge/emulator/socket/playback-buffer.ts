import { BUFFERED_FRAMES } from '../../../vonage/socket-frames.ts';

/** Frames that are waited for before the sound begins, so that a network that trembles makes no gaps. */
const CUSHION_FRAMES = 3;

/** What the application sent and the caller has not heard yet: frames, and places that want to be told of. */
export interface PlaybackBuffer {
  /** False when the buffer is full: the frame is lost. */
  add(frame: Buffer): boolean;
  /** Calls back when all frames before it were taken; at once when there are none. */
  mark(reached: () => void): void;
  /** Throws away what was not played, marks too. */
  clear(): void;
  /** The frame to play now; undefined when there is none, or not enough to begin with. */
  take(): Buffer | undefined;
}

export const createPlaybackBuffer = (): PlaybackBuffer => {
  let queue: (Buffer | (() => void))[] = [];
  let head = 0;
  let frames = 0;
  let isPlaying = false;
  /** How often it was asked while the cushion was thinner than it should be. */
  let waited = 0;

  const next = (): Buffer | (() => void) | undefined => {
    const first = queue[head];
    if (first === undefined) return undefined;
    head += 1;
    // Taken ones go now and then, all together, for shifting a long list costs its length.
    if (head > 512) {
      queue = queue.slice(head);
      head = 0;
    }
    return first;
  };

  const passMarks = (): void => {
    for (let first = queue[head]; typeof first === 'function'; first = queue[head]) {
      next();
      first();
    }
  };

  return {
    add: (frame) => {
      if (frames >= BUFFERED_FRAMES) return false;
      queue.push(frame);
      frames += 1;
      return true;
    },
    mark: (reached) => {
      queue.push(reached);
      if (frames === 0) passMarks();
    },
    clear: () => {
      queue = [];
      head = 0;
      frames = 0;
      isPlaying = false;
      waited = 0;
    },
    take: () => {
      if (frames === 0) {
        isPlaying = false;
        waited = 0;
        return undefined;
      }
      if (!isPlaying && frames < CUSHION_FRAMES && waited < CUSHION_FRAMES) {
        waited += 1;
        return undefined;
      }
      isPlaying = true;
      passMarks();
      // A frame is left, and all marks before it have gone.
      const frame = next() as Buffer;
      frames -= 1;
      if (frames === 0) passMarks();
      return frame;
    },
  };
};
