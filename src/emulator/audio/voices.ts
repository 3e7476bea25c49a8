/** Sounds that can be made up, sample by sample, so that a line never is the same silence. Pure: the same every time. */

/** From -1 to 1, at so many seconds from the beginning of the sound. */
export type Voice = (seconds: number) => number;

const TONE_HERTZ = 440;
/** A quarter of full scale: -12 dB at its peaks. */
const TONE_LOUDNESS = 0.25;

export const tone: Voice = (seconds) => TONE_LOUDNESS * Math.sin(2 * Math.PI * TONE_HERTZ * seconds);

const PITCH_HERTZ = 120;
const SYLLABLES_A_SECOND = 4;
const SPEECH_LOUDNESS = 0.35;
/** How strong the overtones of a vowel are, about. */
const OVERTONES = [0.5, 0.3, 0.35, 0.2, 0.1] as const;

/**
 * Nobody understands it, but what listens for a voice takes it for one: a buzz with overtones and a wandering pitch, in
 * syllables.
 */
export const speech: Voice = (seconds) => {
  const syllable = Math.sin(Math.PI * SYLLABLES_A_SECOND * seconds) ** 2;
  const phase = 2 * Math.PI * PITCH_HERTZ * seconds + 2 * Math.sin(2 * Math.PI * 0.7 * seconds);
  const buzz = OVERTONES.reduce((sum, strength, index) => sum + strength * Math.sin(phase * (index + 1)), 0);
  return SPEECH_LOUDNESS * syllable * buzz;
};
