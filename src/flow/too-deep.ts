/**
 * Deeper than any webhook or NCCO, and far from where `JSON.stringify` runs out of stack: such a text is not read as JSON.
 * Brackets inside strings count too, which only ever refuses what no platform sends.
 */
const DEEPEST = 200;

/** True for JSON text that is nested deeper than anything that reads it can bear. One linear look; never throws. */
export const isTooDeep = (text: string): boolean => {
  if (text.length <= DEEPEST * 2) return false;
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) {
      depth++;
      if (depth > DEEPEST) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
};
