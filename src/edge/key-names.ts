/** What a terminal sends for keys that are no character. */
export const KEY_NAMES: Readonly<Record<string, string>> = {
  '\u0003': 'ctrl-c',
  '\u0004': 'ctrl-d',
  '\r': 'enter',
  '\n': 'enter',
  '\u001b': 'escape',
};
