/** What went one way over a WebSocket in some time. */
export interface Traffic {
  /** Binary frames: sound. */
  readonly frames: number;
  readonly texts: number;
  /** Of the payloads. */
  readonly bytes: number;
  /** How often sound broke off for more than 60 ms. */
  readonly gaps: number;
  /** Milliseconds; 0 without a gap. */
  readonly longestGap: number;
}

/** The platform sends 20 ms of sound in each frame (ncco.md §4.3): from here on it is three frames late, and heard. */
const GAP_MILLISECONDS = 60;
/** An application that says nothing for so long has made a pause. */
const PAUSE_MILLISECONDS = 500;

const NONE: Traffic = { frames: 0, texts: 0, bytes: 0, gaps: 0, longestGap: 0 };

export interface TrafficMeter {
  /** @returns the gap that this frame ended, in milliseconds */
  sound(bytes: number, milliseconds: number, at: number): number | undefined;
  text(bytes: number): void;
  readonly total: Traffic;
  /** What came since this was asked for the last time. */
  since(): Traffic;
}

/**
 * Counts one direction, and finds where sound broke off. The client is the platform, which sends all the time: what counts
 * is the time between two frames. A server may send ahead and be silent between two sentences: what counts is the time
 * in which nothing was left to play, unless it is long enough to be a pause.
 */
export const trafficMeter = (from: 'client' | 'server'): TrafficMeter => {
  let total = NONE;
  let recent = NONE;
  /** When the last frame came, or when all that came was played. */
  let soundUntil: number | undefined;
  const add = (more: Partial<Traffic>): void => {
    total = plus(total, more);
    recent = plus(recent, more);
  };
  return {
    sound: (bytes, milliseconds, at) => {
      const missing = soundUntil === undefined ? 0 : at - soundUntil;
      const isGap = missing > GAP_MILLISECONDS && (from === 'client' || missing < PAUSE_MILLISECONDS);
      soundUntil = from === 'client' ? at : Math.max(at, soundUntil ?? at) + milliseconds;
      add({ frames: 1, bytes, ...(isGap && { gaps: 1, longestGap: Math.round(missing) }) });
      return isGap ? Math.round(missing) : undefined;
    },
    text: (bytes) => add({ texts: 1, bytes }),
    get total() {
      return total;
    },
    since: () => {
      const came = recent;
      recent = NONE;
      return came;
    },
  };
};

const plus = (some: Traffic, more: Partial<Traffic>): Traffic => ({
  frames: some.frames + (more.frames ?? 0),
  texts: some.texts + (more.texts ?? 0),
  bytes: some.bytes + (more.bytes ?? 0),
  gaps: some.gaps + (more.gaps ?? 0),
  longestGap: Math.max(some.longestGap, more.longestGap ?? 0),
});
