import type { World } from '../../../world.ts';

/** Terminals cut longer ones off, or take none of them. In characters of base64. */
const LONGEST = 74_000;

/**
 * The sequence by which a terminal puts text on its clipboard (xterm's OSC 52), also through ssh; undefined where the terminal is
 * known to have no such thing, or would show it.
 */
export const clipboardSequence = (text: string, env: World['env']): string | undefined => {
  if (!likelyTakesIt(env)) return undefined;
  const base64 = Buffer.from(text, 'utf8').toString('base64');
  return base64.length > LONGEST ? undefined : `\u001b]52;c;${base64}\u0007`;
};

const likelyTakesIt = (env: World['env']): boolean => {
  const term = env['TERM'] ?? '';
  if (term === '' || term === 'dumb' || term === 'linux') return false;
  // GNU screen passes it on to nobody.
  if (term.startsWith('screen') && env['TMUX'] === undefined) return false;
  return env['TERM_PROGRAM'] !== 'Apple_Terminal';
};
