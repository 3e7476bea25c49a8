/** Speaking speed of the emulated voices: about 150 English words a minute. No source gives Vonage's (U). */
const CHARACTERS_A_SECOND = 15;
/** Even "OK" takes a moment. */
const SHORTEST_SPEECH_MS = 500;

/** How long a `talk` takes once, in milliseconds: its spoken characters at 15 a second, and what `<break time>` adds. */
export const speakingTime = (text: string): number => {
  const spoken = text.replace(/<[^>]*>/g, '').trim();
  let breaks = 0;
  for (const [, amount, unit] of text.matchAll(/<break[^>]*\btime\s*=\s*['"]?([\d.]+)(ms|s)/g)) {
    breaks += Number(amount) * (unit === 's' ? 1000 : 1);
  }
  return Math.max(SHORTEST_SPEECH_MS, Math.round((spoken.length / CHARACTERS_A_SECOND) * 1000) + breaks);
};
